namespace EdgeNotebooks.Analysis;

/// <summary>One way to deploy one subject, in the words of the study.</summary>
/// <param name="Subject">The model, for example <c>resnet</c> or <c>resnet_mini</c>.</param>
/// <param name="Operator">What was done to it, for example <c>identity</c> or <c>quantize_earlyexit</c>.</param>
/// <param name="Deployment">Where it ran, for example <c>edge</c> or <c>mobile_edge</c>.</param>
public sealed record Configuration(string Subject, string Operator, string Deployment)
{
    /// <summary>Deployment and operator as the study's tables join them, for example <c>edge:identity</c>.</summary>
    public string Place => $"{Deployment}:{Operator}";

    /// <summary>All three words, for example <c>resnet edge:identity</c>.</summary>
    public override string ToString() => $"{Subject} {Place}";
}
