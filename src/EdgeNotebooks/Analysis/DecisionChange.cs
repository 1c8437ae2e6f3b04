using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis;

/// <summary>A decision of the study that comes out the other way under another procedure.</summary>
/// <param name="Procedure">The other procedure in words.</param>
/// <param name="Family">Family of comparisons.</param>
/// <param name="Subject">The model.</param>
/// <param name="A">First group.</param>
/// <param name="B">Second group.</param>
/// <param name="StudyP">p as the study computes it.</param>
/// <param name="OtherP">p under the other procedure.</param>
/// <param name="Alpha">Level of both decisions.</param>
public sealed record DecisionChange(string Procedure, string Family, string Subject, string A, string B, PValue StudyP, PValue OtherP, double Alpha)
{
    /// <summary>Whether the study calls the difference significant; the other procedure says the opposite.</summary>
    public bool WasSignificant => StudyP.Log10 < Math.Log10(Alpha);

    /// <summary>The change in one line.</summary>
    public override string ToString() => $"{Procedure}: {Family}, {Subject}, {A} against {B}: p = {StudyP} becomes {OtherP}, "
        + (WasSignificant ? "no longer significant" : "now significant");
}

/// <summary>The study's decisions taken again by another procedure.</summary>
/// <param name="Name">The procedure in words.</param>
/// <param name="Why">What it does better than the study's.</param>
/// <param name="Decisions">How many decisions were taken again.</param>
/// <param name="Changes">Those that come out the other way.</param>
public sealed record OtherProcedure(string Name, string Why, int Decisions, IReadOnlyList<DecisionChange> Changes)
{
    /// <summary>The counts in one line.</summary>
    public override string ToString() => $"{Name} ({Why}): {Changes.Count} of {Decisions} decisions {(Changes.Count == 1 ? "changes" : "change")}"
        + (Changes.Count == 0 ? "" : $", {Changes.Count(change => change.WasSignificant)} no longer significant, {Changes.Count(change => !change.WasSignificant)} now significant");
}
