using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Starting;
using EdgeNotebooks.Cli.Terminal;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb new</c>: a folder with the notebooks, for who has the tool and no checkout.</summary>
internal static class NewCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The folder to make; it must be empty or not there yet." };
        var force = new Option<bool>("--force") { Description = "Also into a folder that holds something; files of the same names are replaced." };
        var relink = new Option<bool>("--relink") { Description = "Changes nothing but the #r lines of the notebooks that are there: they point to this edgenb, as after an update of the tool." };
        var json = new Option<bool>("--json") { Description = "The result as one JSON document on stdout." };
        var command = new Command("new", "A folder with the notebooks and the small models, ready to run without a checkout.") { folder, force, relink, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(force) && parsed.GetValue(relink)) throw new ArgumentException("--force and --relink exclude each other; give one of them");
            var named = parsed.GetValue(folder)!;
            var path = Path.GetFullPath(named);
            var notebooks = parsed.GetValue(relink) ? NotebookFolder.Relink(path) : NotebookFolder.Create(path, parsed.GetValue(force));
            if (parsed.GetValue(json)) Console.WriteLine(JsonText.Of(Json(path, notebooks)));
            else if (parsed.GetValue(relink)) Console.WriteLine($"{path}  {notebooks.Count} notebooks refer to {NotebookFolder.Library}");
            else Console.WriteLine($"{path}  {notebooks.Count} notebooks, {ShippedFiles.Models().Count(model => model.Name.EndsWith(".onnx", StringComparison.Ordinal))} models");
            if (!parsed.GetValue(relink)) Console.Error.WriteLine(Next(named));
        });
        return command;
    }

    private static JsonObject Json(string folder, IReadOnlyList<string> notebooks) => new()
    {
        ["folder"] = folder,
        ["library"] = NotebookFolder.Library,
        ["notebooks"] = new JsonArray([.. notebooks.Select(path => JsonValue.Create(Path.GetRelativePath(folder, path)))]),
    };

    private static string Next(string folder) => $"""
        next:
          edgenb run {Quoted(Path.Combine(folder, "00-quickstart.ipynb"))}   runs it and writes a page into executed/
          edgenb kernel install --as .net-csharp   then open the folder in VS Code or Jupyter
          edgenb new {Quoted(folder)} --relink   after an update of the tool
        """;

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
