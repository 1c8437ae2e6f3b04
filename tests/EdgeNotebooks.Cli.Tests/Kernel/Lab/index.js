// The notebook that ?path= names, opened as JupyterLab opens it; the test drives it through window.lab.
import '@jupyterlab/theme-light-extension/style/theme.css';
import '@jupyterlab/notebook/style/index.css';
import '@jupyterlab/completer/style/index.css';
import { CodeMirrorEditorFactory, CodeMirrorMimeTypeService, EditorExtensionRegistry, EditorLanguageRegistry, EditorThemeRegistry, ybinding } from '@jupyterlab/codemirror';
import { Completer, CompleterModel, CompletionHandler, KernelCompleterProvider, ProviderReconciliator } from '@jupyterlab/completer';
import { DocumentManager } from '@jupyterlab/docmanager';
import { DocumentRegistry } from '@jupyterlab/docregistry';
import { rendererFactory as scripts } from '@jupyterlab/javascript-extension';
import { NotebookActions, NotebookModelFactory, NotebookPanel, NotebookWidgetFactory } from '@jupyterlab/notebook';
import { RenderMimeRegistry, standardRendererFactories } from '@jupyterlab/rendermime';
import { ServiceManager } from '@jupyterlab/services';
import { Widget } from '@lumino/widgets';

function editors(languages) {
  const themes = new EditorThemeRegistry();
  EditorThemeRegistry.getDefaultThemes().forEach(theme => themes.addTheme(theme));
  const extensions = new EditorExtensionRegistry();
  EditorExtensionRegistry.getDefaultExtensions({ themes }).forEach(extension => extensions.addExtension(extension));
  extensions.addExtension({
    name: 'shared-model-binding',
    factory: ({ model: { sharedModel } }) => EditorExtensionRegistry.createImmutableExtension(
      ybinding({ ytext: sharedModel.ysource, undoManager: sharedModel.undoManager ?? undefined })),
  });
  return new CodeMirrorEditorFactory({ extensions, languages });
}

function open(manager, path) {
  const registry = new DocumentRegistry({});
  const opened = { connect() { }, disconnect() { } };
  const documents = new DocumentManager({ registry, manager, opener: { open() { }, opened } });
  const languages = new EditorLanguageRegistry();
  EditorLanguageRegistry.getDefaultLanguages().forEach(language => languages.addLanguage(language));
  registry.addModelFactory(new NotebookModelFactory({}));
  registry.addWidgetFactory(new NotebookWidgetFactory({
    name: 'Notebook', modelName: 'notebook', fileTypes: ['notebook'], defaultFor: ['notebook'], preferKernel: true, canStartKernel: true,
    rendermime: new RenderMimeRegistry({ initialFactories: [...standardRendererFactories, scripts] }),
    contentFactory: new NotebookPanel.ContentFactory({ editorFactory: editors(languages).newInlineEditor }),
    mimeTypeService: new CodeMirrorMimeTypeService(languages),
  }));
  return documents.open(path);
}

function complete(panel) {
  const editor = panel.content.activeCell.editor;
  editor.focus();
  editor.setCursorPosition({ line: 0, column: editor.model.sharedModel.getSource().length });
  const reconciliator = new ProviderReconciliator({
    context: { widget: panel, editor, session: panel.sessionContext.session }, providers: [new KernelCompleterProvider()], timeout: 60000,
  });
  const completer = new Completer({ editor, model: new CompleterModel() });
  completer.hide();
  Widget.attach(completer, document.body);
  const handler = new CompletionHandler({ completer, reconciliator });
  handler.editor = editor;
  handler.invoke();
}

function add(panel, code) {
  panel.content.activeCellIndex = panel.content.widgets.length - 1;
  NotebookActions.insertBelow(panel.content);
  panel.content.activeCell.model.sharedModel.setSource(code);
  panel.content.activeCell.node.scrollIntoView();
  return panel.content.activeCell;
}

const manager = new ServiceManager();
manager.ready.then(() => {
  const panel = open(manager, new URLSearchParams(location.search).get('path'));
  Widget.attach(panel, document.body);
  panel.node.style.height = '100vh';
  window.lab = {
    panel,
    runAll: () => NotebookActions.runAll(panel.content, panel.sessionContext),
    run: code => { window.last = add(panel, code); window.done = NotebookActions.run(panel.content, panel.sessionContext); },
    type: code => { add(panel, code); panel.content.mode = 'edit'; },
    complete: () => complete(panel),
  };
  panel.context.ready.then(() => panel.sessionContext.ready).then(() => { window.lab.ready = true; });
});
