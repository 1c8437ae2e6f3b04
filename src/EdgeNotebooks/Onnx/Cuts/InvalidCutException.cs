namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>Tensors between which and the outputs a model cannot be divided.</summary>
public sealed class InvalidCutException : Exception
{
    /// <summary>States why <paramref name="tensors"/> are no cut of <paramref name="model"/>.</summary>
    public InvalidCutException(string model, IReadOnlyList<string> tensors, string reason, IReadOnlyList<string>? alsoCrossing = null)
        : base($"model '{model}': cut {{{string.Join(", ", tensors)}}} {reason}")
    {
        Model = model;
        Tensors = tensors;
        AlsoCrossing = alsoCrossing ?? [];
    }

    /// <summary>The model that was to be divided.</summary>
    public string Model { get; }

    /// <summary>The cut as given.</summary>
    public IReadOnlyList<string> Tensors { get; }

    /// <summary>Tensors that would have to be part of the cut.</summary>
    public IReadOnlyList<string> AlsoCrossing { get; }
}
