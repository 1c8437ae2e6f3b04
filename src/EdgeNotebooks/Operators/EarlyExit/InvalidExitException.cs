namespace EdgeNotebooks.Operators.EarlyExit;

/// <summary>Two tensors between which a model cannot be shortened.</summary>
public sealed class InvalidExitException : Exception
{
    /// <summary>States why nothing can go straight from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public InvalidExitException(string model, string from, string to, string reason)
        : base($"model '{model}': exit '{from}' -> '{to}': {reason}")
    {
        Model = model;
        From = from;
        To = to;
    }

    /// <summary>The model that was to be shortened.</summary>
    public string Model { get; }

    /// <summary>Where the exit leaves.</summary>
    public string From { get; }

    /// <summary>Where it comes back.</summary>
    public string To { get; }
}
