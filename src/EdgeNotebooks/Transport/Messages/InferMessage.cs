namespace EdgeNotebooks.Transport.Messages;

/// <summary>A request or a reply of the Open Inference Protocol.</summary>
internal sealed record InferMessage
{
    /// <summary>The model, in replies and errors.</summary>
    public string? Model { get; init; }

    /// <summary>The caller's word for the request, which the reply repeats.</summary>
    public string? Id { get; init; }

    /// <summary>Flat keys with values string, bool, long or double.</summary>
    public IReadOnlyDictionary<string, object> Parameters { get; init; } = new Dictionary<string, object>();

    /// <summary>Inputs of a request, outputs of a reply.</summary>
    public IReadOnlyList<WireTensor> Tensors { get; init; } = [];

    /// <summary>The outputs that a request asks for; none stands for all.</summary>
    public IReadOnlyList<RequestedOutput> Requested { get; init; } = [];

    /// <summary>A parameter that is text; null if it is absent.</summary>
    /// <exception cref="InvalidMessageException">It is something else.</exception>
    public string? Text(string key) => !Parameters.TryGetValue(key, out var value) ? null
        : value as string ?? throw new InvalidMessageException($"parameter '{key}' is {value}, expected text");
}

/// <summary>An output that a request asks for.</summary>
/// <param name="Name">Name of the model's output.</param>
/// <param name="IsBinary">Whether it is to follow the header as bytes; null for what the request says as a whole.</param>
internal sealed record RequestedOutput(string Name, bool? IsBinary);
