using EdgeNotebooks.Host.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace EdgeNotebooks.Host.Assistance;

/// <summary>
/// The session as Roslyn's editor services want it: a project for every cell that ran, each seeing the one before, and one more for
/// the text being typed. Not thread-safe; its user takes one request at a time.
/// </summary>
internal sealed class SessionWorkspace : IDisposable
{
    private static readonly CSharpParseOptions s_script = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script).WithLanguageVersion(LanguageVersion.Latest);

    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private readonly List<Submission> _known = [];
    private Solution _solution;
    private ProjectId? _last;

    public SessionWorkspace() => _solution = _workspace.CurrentSolution;

    /// <summary>A document that holds the text as the session's next cell.</summary>
    public Document Next(string text, SessionSnapshot session)
    {
        foreach (var submission in session.Submissions.Skip(_known.Count))
        {
            (_solution, _last) = Add(_solution, submission.Text, submission.References, session.Imports);
            _known.Add(submission);
        }

        var (solution, project) = Add(_solution, text, session.References, session.Imports);
        return solution.GetProject(project)!.Documents.Single();
    }

    public void Dispose() => _workspace.Dispose();

    private (Solution Solution, ProjectId Project) Add(Solution solution, string text, IEnumerable<MetadataReference> references, IEnumerable<string> imports)
    {
        var id = ProjectId.CreateNewId();
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: imports, allowUnsafe: true);
        var project = ProjectInfo.Create(id, VersionStamp.Create(), $"cell {_known.Count + 1}", $"cell{id.Id:N}", LanguageNames.CSharp,
            compilationOptions: options, parseOptions: s_script, projectReferences: _last is null ? null : [new ProjectReference(_last)],
            metadataReferences: references, isSubmission: true);
        var document = DocumentInfo.Create(DocumentId.CreateNewId(id), "cell", sourceCodeKind: SourceCodeKind.Script,
            loader: TextLoader.From(TextAndVersion.Create(SourceText.From(text), VersionStamp.Create())));
        return (solution.AddProject(project).AddDocument(document), id);
    }
}
