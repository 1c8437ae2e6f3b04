namespace EdgeNotebooks.Host.Scripting;

/// <summary>A cell was told to stop and did not: it blocks in native code or in work of its own. It goes on in the background.</summary>
public sealed class CellStillRunningException()
    : OperationCanceledException("the cell does not react: native code or work that it started goes on in the background; restart the kernel to end it");
