using EdgeNotebooks.Transport;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Serving;

/// <summary>How a request wants its tensors written: as JSON unless it says otherwise, as the protocol has it.</summary>
internal sealed class ReplyEncodings
{
    private const string BinaryOutput = "binary_data_output";
    private readonly WireEncoding _all;
    private readonly Dictionary<string, WireEncoding> _single;

    public ReplyEncodings(InferMessage request)
    {
        _all = request.Text(RouteParameters.Encoding) is { } name ? Parse(name)
            : request.Parameters.TryGetValue(BinaryOutput, out var binary) && binary is true ? WireEncoding.Binary : WireEncoding.Json;
        _single = request.Requested.Where(output => output.IsBinary is not null).DistinctBy(output => output.Name)
            .ToDictionary(output => output.Name, output => output.IsBinary == true ? WireEncoding.Binary : WireEncoding.Json);
    }

    /// <summary>How the request travels on: numbers in JSON are for readers, never for the way between tiers.</summary>
    public WireEncoding Onward => _all == WireEncoding.Json ? WireEncoding.Binary : _all;

    /// <summary>How the output of a name is written.</summary>
    public WireEncoding Of(string output) => _single.GetValueOrDefault(output, _all);

    private static WireEncoding Parse(string name) => name switch
    {
        "binary" => WireEncoding.Binary,
        "paper" => WireEncoding.Paper,
        "json" => WireEncoding.Json,
        _ => throw new InvalidMessageException($"parameter '{RouteParameters.Encoding}' is '{name}'; there are binary, paper, json"),
    };
}
