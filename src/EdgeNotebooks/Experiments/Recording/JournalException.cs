namespace EdgeNotebooks.Experiments.Recording;

/// <summary>A folder of measurements cannot be used: another runner has it, its journal is damaged, or the disk refuses; the message says what to do.</summary>
/// <param name="folder">The folder.</param>
/// <param name="problem">What was found and what to do.</param>
/// <param name="cause">What reported it, if something else did.</param>
public sealed class JournalException(string folder, string problem, Exception? cause = null) : Exception($"'{folder}': {problem}", cause)
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;
}
