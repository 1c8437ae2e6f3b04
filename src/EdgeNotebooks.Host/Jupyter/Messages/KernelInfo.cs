using System.Text.Json.Serialization;

namespace EdgeNotebooks.Host.Jupyter.Messages;

/// <summary>What the kernel is.</summary>
internal sealed record KernelInfoReply : IMessageContent
{
    public static string Type => "kernel_info_reply";

    public string Status { get; } = "ok";

    public required string ProtocolVersion { get; init; }

    public string Implementation { get; } = "edgenotebooks";

    public required string ImplementationVersion { get; init; }

    public required LanguageInfo LanguageInfo { get; init; }

    public required string Banner { get; init; }

    public bool Debugger { get; }

    public IReadOnlyList<HelpLink> HelpLinks { get; init; } = [];

    public IReadOnlyList<string> SupportedFeatures { get; } = [];
}

/// <summary>How editors treat cells and exported files.</summary>
internal sealed record LanguageInfo(string Version)
{
    public string Name { get; } = "C#";

    public string Mimetype { get; } = "text/x-csharp";

    public string FileExtension { get; } = ".cs";

    public string PygmentsLexer { get; } = "csharp";

    public string CodemirrorMode { get; } = "text/x-csharp";

    public string NbconvertExporter { get; } = "script";
}

/// <summary>An entry of the client's help menu.</summary>
internal sealed record HelpLink(string Text, [property: JsonPropertyName("url")] string Address);
