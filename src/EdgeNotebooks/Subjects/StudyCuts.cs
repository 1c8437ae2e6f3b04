namespace EdgeNotebooks.Subjects;

/// <summary>Where the study's operators take hold of a subject, by tensor names.</summary>
/// <param name="Partition">The tensors that cross when the whole model is divided (P).</param>
/// <param name="ExitPartition">The tensors that cross when the model with its early exit is divided (QEP): again near half of the parameters.</param>
/// <param name="ExitFrom">The tensor at which the model is left early (E).</param>
/// <param name="ExitTo">The tensor that it takes the place of; the last two blocks of the last stage lie between.</param>
/// <remarks>Source: PAPER.md, section 4. Residual sums are taken before their ReLU, so that the second part begins with it.</remarks>
public sealed record StudyCuts(IReadOnlyList<string> Partition, IReadOnlyList<string> ExitPartition, string ExitFrom, string ExitTo);
