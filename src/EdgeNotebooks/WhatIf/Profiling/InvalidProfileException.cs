namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>A file is no profile that this version can use.</summary>
public sealed class InvalidProfileException : Exception
{
    internal InvalidProfileException(string path, string problem, Exception? cause = null)
        : base($"profile '{path}' {problem}", cause) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
