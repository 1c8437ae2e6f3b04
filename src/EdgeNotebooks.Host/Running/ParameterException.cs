namespace EdgeNotebooks.Host.Running;

/// <summary>A parameter cannot be set; the message names it, the notebook, and what could be set.</summary>
public sealed class ParameterException(string message) : Exception(message);
