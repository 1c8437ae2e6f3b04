using EdgeNotebooks.Host.Jupyter.Messages;
using EdgeNotebooks.Host.Jupyter.Wire;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeNotebooks.Host.Jupyter.Handlers;

/// <summary>Says what the kernel is.</summary>
internal sealed class KernelInfoHandler(KernelSettings settings) : IRequestHandler
{
    public string Type => "kernel_info_request";

    public void Handle(Request request) => request.Reply(new KernelInfoReply
    {
        ProtocolVersion = MessageHeader.ProtocolVersion,
        ImplementationVersion = settings.Version,
        LanguageInfo = new(LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString()),
        Banner = $"EdgeNotebooks {settings.Version}: C# {LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString()} on .NET {Environment.Version}",
        HelpLinks = [new("C# language reference", "https://learn.microsoft.com/dotnet/csharp/"), new(".NET API browser", "https://learn.microsoft.com/dotnet/api/")],
    });
}
