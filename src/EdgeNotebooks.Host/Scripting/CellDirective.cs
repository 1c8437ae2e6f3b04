namespace EdgeNotebooks.Host.Scripting;

/// <summary>The <c>#!</c> lines that do something by themselves, by .NET Interactive's names.</summary>
internal static class CellDirective
{
    /// <summary>Every directive with what it does, for <c>#!help</c>.</summary>
    public static IReadOnlyList<(string Line, string Does)> All { get; } =
    [
        ("#!csharp", "the lines below are C# (the default)"),
        ("#!markdown", "the lines below are Markdown"),
        ("#!import FILE", "runs a .csx, .cs, .md or .ipynb file here; relative to the notebook's folder"),
        ("#!time", "tells how long the cell took"),
        ("#!who", "names the variables of the session"),
        ("#!whos", "the variables with type and value"),
        ("#!about", "what runs these cells"),
        ("#!help", "this list"),
        ("#!help NAME", "signature and documentation of what has that name, such as Console.WriteLine"),
        ("#r \"FILE.dll\"", "refers to an assembly; relative to the notebook's folder"),
        ("#r \"nuget: NAME, VERSION\"", "restores a package from the registry or the cache and refers to it"),
    ];

    /// <summary>Languages of other kernels: the <c>#!</c> name, and the Jupyter kernel that runs it.</summary>
    private static readonly Dictionary<string, string> s_elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fsharp"] = "F#: a notebook of its own with a .NET Interactive F# kernel ('.net-fsharp')",
        ["f#"] = "F#: a notebook of its own with a .NET Interactive F# kernel ('.net-fsharp')",
        ["pwsh"] = "PowerShell: .NET Interactive's kernel '.net-pwsh'",
        ["powershell"] = "PowerShell: .NET Interactive's kernel '.net-pwsh'",
        ["python"] = "Python: the kernel 'python3' (package ipykernel)",
        ["r"] = "R: the kernel 'ir' (package IRkernel)",
        ["javascript"] = "JavaScript: the kernel 'deno' or 'javascript'; for a page's script, display(HTML(\"<script>...</script>\"))",
        ["js"] = "JavaScript: the kernel 'deno' or 'javascript'; for a page's script, display(HTML(\"<script>...</script>\"))",
        ["html"] = "HTML: display(HTML(\"...\")) in a C# cell",
        ["sql"] = "SQL: the kernel 'xsql' (package xeus-sql)",
        ["kql"] = "KQL: .NET Interactive's own sub-kernel; no maintained kernel is known",
        ["mermaid"] = "Mermaid: a ```mermaid block in a Markdown cell, which JupyterLab and VS Code draw",
        ["bash"] = "Bash: the kernel 'bash' (package bash_kernel)",
        ["value"] = "#!value belongs to .NET Interactive; declare a C# string instead",
        ["connect"] = "#!connect belongs to .NET Interactive; run the other language in a notebook of its own",
        ["share"] = "#!share belongs to .NET Interactive; write the value to a file that the other notebook reads",
        ["set"] = "#!set belongs to .NET Interactive; declare a C# variable instead",
    };

    /// <summary>Why a directive cannot be followed, and what to do.</summary>
    public static CellException Unknown(string directive, int line)
    {
        var name = directive.TrimStart('#', '!').Split(' ', '\t')[0];
        var remedy = s_elsewhere.TryGetValue(name, out var where) ? where : "#!help lists what there is";
        return new("NotSupported", $"'{directive}' is not known here, cells are C#; {remedy}", line, []);
    }
}
