using EdgeNotebooks.Host.Display;
using EdgeNotebooks.Host.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace EdgeNotebooks.Host.Scripting;

/// <summary>
/// The execution core: a C# session whose state grows cell by cell. It knows cells and outputs, not documents nor protocols, so
/// that the headless runner and a Jupyter kernel can both sit on it. One cell runs at a time.
/// </summary>
public sealed class ScriptSession : IDisposable
{
    private static readonly string[] s_imports =
    [
        "System", "System.IO", "System.Text", "System.Collections", "System.Collections.Generic", "System.Linq",
        "System.Threading.Tasks", "Microsoft.DotNet.Interactive.Formatting",
        "EdgeNotebooks.Host.Scripting", "EdgeNotebooks.Host.Scripting.CellFunctions",
    ];

    private readonly ICellOutput _output;
    private readonly string _folder;
    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly ScriptReferences _references;
    private readonly TextWriter _console = Console.Out;
    private readonly TextWriter _consoleError = Console.Error;
    private readonly TextReader? _consoleInput;
    private readonly CellThread _thread = new();
    private readonly List<Submission> _submissions = [];
    private ScriptOptions _options;
    private ScriptState<object>? _state;
    private int _imports;

    /// <summary>Starts a session; the first cell pays for the compiler's start.</summary>
    /// <param name="folder">What relative paths in cells resolve against; it becomes the current directory.</param>
    /// <param name="output">Where outputs go.</param>
    /// <param name="input">Who answers questions; the process's own standard input if null.</param>
    public ScriptSession(string folder, ICellOutput output, ICellInput? input = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        _folder = Path.GetFullPath(folder);
        _output = output;
        _references = new ScriptReferences(_folder, _loader, output);
        _options = ScriptOptions.Default
            .WithReferences(ScriptReferences.Framework())
            .WithImports(s_imports)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(_folder))
            .WithEmitDebugInformation(true)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithFileEncoding(System.Text.Encoding.UTF8)
            .WithAllowUnsafe(true);
        Directory.SetCurrentDirectory(_folder);
        CellFunctions.Output = output;
        CellFunctions.Input = input;
        Console.SetOut(new CellConsole(output, "stdout"));
        Console.SetError(new CellConsole(output, "stderr"));
        if (input is null) return;
        _consoleInput = Console.In;
        Console.SetIn(new CellReader(input));
    }

    /// <summary>The variables that cells have declared, newest of each name; empty before the first cell.</summary>
    public IEnumerable<ScriptVariable> Variables =>
        _state?.Variables.Reverse().DistinctBy(variable => variable.Name) ?? [];

    /// <summary>Says what a name stands for; set by who has an assistant, null for unknown names.</summary>
    internal Func<string, CancellationToken, string?>? Documentation { get; set; }

    /// <summary>What the session consists of now; from any thread.</summary>
    internal SessionSnapshot Snapshot
    {
        get
        {
            lock (_submissions) return new([.. _submissions], _options.MetadataReferences, s_imports);
        }
    }

    /// <summary>Runs one cell; its trailing expression, if it has one, becomes the result.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The cell's language as recorded by .NET Interactive; C# if null.</param>
    /// <param name="number">The cell's number, used in tracebacks and as execution count.</param>
    /// <param name="cancel">Stops the cell: compiled code in a busy loop too, a blocking native call not (it is abandoned).</param>
    /// <exception cref="CellException">The cell failed; a cell that does not compile leaves the state as it was.</exception>
    public void Run(string source, string? language, int number, CancellationToken cancel)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var segments = CellSource.Split(source, language);
        foreach (var segment in segments)
        {
            switch (segment.Language)
            {
                case SegmentLanguage.Time:
                    break;
                case SegmentLanguage.Who:
                    Say(SessionReport.Names(Variables));
                    break;
                case SegmentLanguage.Whos:
                    _output.Display(SessionReport.Table(Variables), Guid.NewGuid().ToString("N"));
                    break;
                case SegmentLanguage.About:
                    Say(SessionReport.About());
                    break;
                case SegmentLanguage.Help:
                    if (segment.Text.Length == 0) Say(SessionReport.Help());
                    else _output.Page(MimeBundle.Of("text/plain", DocumentationOf(segment.Text, segment.Line, cancel)));
                    break;
                case SegmentLanguage.Markdown:
                    _ = new DisplayedValue(_output, new Markdown(segment.Text), []);
                    break;
                case SegmentLanguage.Import:
                    Import(segment.Text, segment.Line, number, cancel);
                    break;
                default:
                    RunCSharp(segment.Text, number, cancel);
                    break;
            }
        }

        if (segments.Any(segment => segment.Language == SegmentLanguage.Time)) Say(FormattableString.Invariant($"Wall time: {watch.Elapsed.TotalMilliseconds:0.###} ms"));
    }

    /// <summary>An expression's value in every representation that it has; the state stays as it was.</summary>
    /// <exception cref="CellException">It does not compile, or it threw.</exception>
    internal MimeBundle Evaluate(string expression, CancellationToken cancel)
    {
        MimeBundle? bundle = null;
        var (script, _) = Prepare(expression, "expression", cancel);
        _thread.Run(async () =>
        {
            var state = await Start(script, cancel).ConfigureAwait(false);
            if (state.Exception is { } exception) throw CellTraceback.Describe(exception);
            bundle = MimeBundle.Of(state.ReturnValue);
        }, cancel);
        return bundle!;
    }

    /// <summary>Compiles and runs a cell that does nothing, so that the first real one finds the compiler ready.</summary>
    internal void WarmUp(CancellationToken cancel)
    {
        var (script, _) = Prepare("1", "warm-up", cancel);
        _thread.Run(() => Start(script, cancel), cancel);
        _ = MimeBundle.Of(new[] { 1 });
    }

    /// <summary>Gives the console back.</summary>
    public void Dispose()
    {
        Console.SetOut(_console);
        Console.SetError(_consoleError);
        if (_consoleInput is not null) Console.SetIn(_consoleInput);
        _references.Dispose();
        _loader.Dispose();
    }

    private string DocumentationOf(string name, int line, CancellationToken cancel) => Documentation?.Invoke(name, cancel)
        ?? throw new CellException("NotFound", $"#!help {name}: nothing of that name is known here; give it as code would, with its namespace if that is not in use", line, []);

    private void Say(string text) => _output.Display(MimeBundle.Of("text/plain", text), Guid.NewGuid().ToString("N"));

    private void RunCSharp(string code, int number, CancellationToken cancel)
    {
        var (script, options) = Prepare(code, $"cell {number}", cancel);
        _options = options;
        var hasResult = HasResult(script);

        ScriptState<object>? state = null;
        _thread.Run(async () => state = await Start(script, cancel).ConfigureAwait(false), cancel);
        _state = state;
        lock (_submissions) _submissions.Add(new(script.Code, script.Options.MetadataReferences));
        if (state?.Exception is { } exception) throw CellTraceback.Describe(exception);
        // Formatting runs the user's code too (lazy sequences, ToString), so it stays on the same thread and can be stopped.
        if (hasResult) _thread.Run(() => _output.Result(MimeBundle.Of(state!.ReturnValue), number), cancel);
    }

    /// <summary>Compiles code that continues the session; the options carry the references that it added.</summary>
    private (Script<object> Script, ScriptOptions Options) Prepare(string code, string file, CancellationToken cancel)
    {
        var parse = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script).WithLanguageVersion(LanguageVersion.Latest);
        var tree = CSharpSyntaxTree.ParseText(code, parse, file, cancellationToken: cancel);
        var (text, options) = TakeReferences(code, tree, file, cancel);
        var script = _state is null
            ? CSharpScript.Create<object>(text, options, assemblyLoader: _loader)
            : _state.Script.ContinueWith<object>(text, options);
        Compile(script, cancel);
        return (script, options);
    }

    private Task<ScriptState<object>> Start(Script<object> script, CancellationToken cancel) =>
        _state is null ? script.RunAsync(null, _ => true, cancel) : script.RunFromAsync(_state, _ => true, cancel);

    /// <summary>Blanks the <c>#r</c> lines, which may stand anywhere in a cell, and turns them into references.</summary>
    private (string Text, ScriptOptions Options) TakeReferences(string code, SyntaxTree tree, string file, CancellationToken cancel)
    {
        var text = code.ToCharArray();
        var options = _options.WithFilePath(file);
        foreach (var directive in tree.GetRoot().DescendantTrivia().Select(trivia => trivia.GetStructure()).OfType<ReferenceDirectiveTriviaSyntax>())
        {
            var line = tree.GetLineSpan(directive.Span).StartLinePosition.Line + 1;
            options = options.AddReferences(_references.Load(directive, line, cancel));
            for (var i = directive.SpanStart; i < directive.Span.End; i++) if (text[i] is not ('\r' or '\n')) text[i] = ' ';
        }

        return (new string(text), options);
    }

    private static void Compile(Script script, CancellationToken cancel)
    {
        var errors = script.Compile(cancel).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length == 0) return;
        var lines = errors.Select(error =>
        {
            var at = error.Location.GetLineSpan().StartLinePosition;
            return $"({at.Line + 1},{at.Character + 1}): error {error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
        }).ToArray();
        throw new CellException("CompilationError", lines[0], errors[0].Location.GetLineSpan().StartLinePosition.Line + 1, lines);
    }

    /// <summary>Whether the last statement is an expression without semicolon that has a value.</summary>
    private static bool HasResult(Script script)
    {
        var compilation = script.GetCompilation();
        var tree = compilation.SyntaxTrees.First();
        return tree.GetRoot() is CompilationUnitSyntax { Members: [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax last }] }
            && last.SemicolonToken.IsMissing
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type?.SpecialType != SpecialType.System_Void;
    }

    private void Import(string file, int line, int number, CancellationToken cancel)
    {
        var path = Path.GetFullPath(file, _folder);
        if (!File.Exists(path)) throw new CellException("MissingFile", $"#!import {file}: no file {path}", line, []);
        if (++_imports > 100) throw new CellException("ImportDepth", $"#!import {file}: more than 100 imports; do two files import each other?", line, []);
        if (Path.GetExtension(path) == ".ipynb")
            foreach (var cell in NotebookReader.Read(path).Cells.Where(cell => cell.Kind == CellKind.Code)) Run(cell.Source, cell.Language, number, cancel);
        else
            Run(File.ReadAllText(path).ReplaceLineEndings("\n"), Path.GetExtension(path) == ".md" ? "markdown" : null, number, cancel);
    }
}
