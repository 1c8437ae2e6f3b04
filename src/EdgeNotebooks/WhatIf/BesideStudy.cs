using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.WhatIf;

/// <summary>What one's own data name as the fastest, beside what the authors' data do for the subject that it stands for.</summary>
/// <param name="Deployment">Which tiers compute, by one's own data.</param>
/// <param name="Operator">What is done to the model, by one's own data.</param>
/// <param name="IsClear">Whether that is a clear winner.</param>
/// <param name="Study">The authors' data's answer.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record BesideStudy(string Deployment, string Operator, bool IsClear, Recommendation Study) : IDisplay
{
    private const string Small = "_mini";

    /// <summary>Whether both name the same operator on the same tiers.</summary>
    public bool Agree => (Study.Best.Candidate.Configuration.Deployment, Study.Best.Candidate.Configuration.Operator) == (Deployment, Operator);

    /// <summary>Both in a sentence.</summary>
    public string Conclusion
    {
        get
        {
            var theirs = Study.Best.Candidate.Configuration;
            var sure = string.Create(CultureInfo.InvariantCulture, $"{(Study.IsClear ? "" : "no clear winner, ")}fastest in {Math.Round(Study.Confidence * 100):0} % of the resamples");
            return Agree
                ? $"the authors' data agree: {theirs.Operator} on {theirs.Deployment} for {theirs.Subject} ({sure}){(IsClear ? "" : "; yours alone name no clear winner")}"
                : $"the authors' data name {theirs.Operator} on {theirs.Deployment} for {theirs.Subject} ({sure}), yours {Operator} on {Deployment}{(IsClear ? "" : " (no clear winner)")}";
        }
    }

    /// <summary>Asks the authors' data about the subject, or the one that a small subject stands for.</summary>
    /// <param name="subject">For example <c>resnet</c> or <c>resnet_mini</c>.</param>
    /// <param name="own">What one's own data name.</param>
    /// <param name="conditions">Rates for the authors' data.</param>
    /// <param name="wishes">What their answer keeps to.</param>
    /// <exception cref="ArgumentException">The study has no such subject.</exception>
    public static BesideStudy Of(string subject, (string Deployment, string Operator, bool IsClear) own, Conditions conditions, Wishes wishes)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var theirs = subject.EndsWith(Small, StringComparison.Ordinal) ? subject[..^Small.Length] : subject;
        return new(own.Deployment, own.Operator, own.IsClear, WhatIfProfile.Of(Analysis.Study.Open(), theirs).Recommend(theirs, conditions, wishes));
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Sentences([Conclusion], Study.Warnings, Study.Evidence);

    /// <summary>The sentence.</summary>
    public override string ToString() => Conclusion;
}
