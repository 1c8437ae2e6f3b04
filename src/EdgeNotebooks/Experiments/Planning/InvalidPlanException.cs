namespace EdgeNotebooks.Experiments.Planning;

/// <summary>A plan that cannot be run; the message says which entry, what was expected, and what to write instead.</summary>
/// <param name="message">Found, expected, remedy.</param>
/// <param name="cause">What reported it, if something else did.</param>
public sealed class InvalidPlanException(string message, Exception? cause = null) : ArgumentException(message, cause);
