namespace EdgeNotebooks.Host.Display;

/// <summary>Where a running cell gets the user's answers from.</summary>
public interface ICellInput
{
    /// <summary>Asks and waits.</summary>
    /// <param name="prompt">The question; may be empty.</param>
    /// <param name="isPassword">Whether the answer stays hidden.</param>
    /// <exception cref="InvalidOperationException">Nobody can be asked here.</exception>
    string Ask(string prompt, bool isPassword);
}
