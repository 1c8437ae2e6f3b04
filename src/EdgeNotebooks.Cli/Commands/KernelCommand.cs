using System.CommandLine;
using System.Reflection;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Notebooks;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Display;
using EdgeNotebooks.Host.Jupyter;
using EdgeNotebooks.Host.Jupyter.Specs;
using EdgeNotebooks.Host.Jupyter.Wire;
using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb kernel</c>: the C# kernel for Jupyter clients, and its registration.</summary>
internal static class KernelCommand
{
    private static string Version { get; } =
        typeof(KernelCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static Command Create() => new("kernel", "The C# kernel for VS Code and Jupyter.") { Install(), Uninstall(), List(), Start() };

    private static Command Install()
    {
        var place = new KernelPlaceOptions();
        var name = new Option<string>("--as") { DefaultValueFactory = _ => KernelSpec.OwnName, Description = "The kernelspec's name; '.net-csharp' makes notebooks of Polyglot Notebooks open unchanged." };
        var command = new Command("install", "Makes the kernel known to Jupyter clients.") { place.User, place.Prefix, place.SysPrefix, name, place.Json };
        command.SetAction(parsed =>
        {
            var spec = KernelSpec.Install(place.Folder(parsed), parsed.GetValue(name)!, ThisProgram(), Version);
            Console.WriteLine(parsed.GetValue(place.Json) ? JsonText.Of(Json(spec)) : $"{spec.Name}  {spec.Folder}");
        });
        return command;
    }

    private static Command Uninstall()
    {
        var place = new KernelPlaceOptions();
        var name = new Option<string>("--as") { DefaultValueFactory = _ => KernelSpec.OwnName, Description = "The kernelspec's name." };
        var command = new Command("uninstall", "Makes Jupyter clients forget the kernel.") { place.User, place.Prefix, place.SysPrefix, name, place.Json };
        command.SetAction(parsed =>
        {
            var folder = place.Folder(parsed);
            var spec = KernelSpec.In(folder).FirstOrDefault(spec => spec.Name == parsed.GetValue(name))
                ?? throw new ArgumentException($"no kernel '{parsed.GetValue(name)}' of this project in {folder}; 'edgenb kernel list' shows where there are some");
            spec.Uninstall();
            Console.WriteLine(parsed.GetValue(place.Json) ? JsonText.Of(Json(spec)) : $"removed {spec.Folder}");
        });
        return command;
    }

    private static Command List()
    {
        var place = new KernelPlaceOptions();
        var command = new Command("list", "Where the kernel is installed.") { place.Prefix, place.Json };
        command.SetAction(parsed =>
        {
            var folders = KernelSpecFolders.All(KernelPlaceOptions.PythonPrefix());
            if (parsed.GetValue(place.Prefix) is { } prefix) folders = [KernelSpecFolders.Prefix(Path.GetFullPath(prefix))];
            var specs = folders.SelectMany(KernelSpec.In).ToArray();
            if (parsed.GetValue(place.Json)) Console.WriteLine(JsonText.Of(new JsonArray([.. specs.Select(Json)])));
            else if (specs.Length == 0) Console.Error.WriteLine("the kernel is not installed; 'edgenb kernel install' makes it known to Jupyter clients of this user");
            else foreach (var spec in specs) Console.WriteLine($"{spec.Name}  {spec.Folder}{(spec.IsUsable ? "" : $"  (broken: {spec.Arguments[0]} is gone; install it again)")}");
        });
        return command;
    }

    private static Command Start()
    {
        var file = new Argument<string>("connection-file") { Description = "The file that a Jupyter client wrote." };
        var command = new Command("start", "Serves one client; Jupyter calls this.") { file };
        command.SetAction((parsed, cancel) =>
        {
            var connection = ConnectionFile.Read(parsed.GetValue(file)!);
            NotebookHost.Prepare();
            var kernel = new JupyterKernel(connection, new KernelSettings { Version = Version, Scripts = NotebookHost.Scripts, Interrupting = StopWork });
            return Task.Run(() =>
            {
                using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                using var parent = ParentWatch.Start(end.Cancel);
                kernel.Run(end.Token);
                // Threads of cells may still run; they end with the process.
                Environment.Exit(0);
            }, CancellationToken.None);
        });
        return command;
    }

    /// <summary>Ends what the library does for the interrupted cell.</summary>
    private static Task StopWork()
    {
        RunningInferences.Stop();
        return RunningWork.StopAsync();
    }

    /// <summary>How to start this program again: the tool's or build's executable, or <c>dotnet</c> with its assembly.</summary>
    private static string[] ThisProgram() => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? [Environment.ProcessPath!, Path.GetFullPath(Environment.GetCommandLineArgs()[0])]
        : [Environment.ProcessPath!];

    private static JsonObject Json(KernelSpec spec) => new()
    {
        ["name"] = spec.Name,
        ["folder"] = spec.Folder,
        ["argv"] = new JsonArray([.. spec.Arguments.Select(argument => JsonValue.Create(argument))]),
        ["usable"] = spec.IsUsable,
    };
}
