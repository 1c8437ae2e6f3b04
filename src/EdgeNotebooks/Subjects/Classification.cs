using System.Globalization;

namespace EdgeNotebooks.Subjects;

/// <summary>What a classifier says of a picture.</summary>
/// <param name="Label">The most likely class, from 0.</param>
/// <param name="ClassName">Its name.</param>
/// <param name="Probability">Its softmax probability, 0 to 1.</param>
public sealed record Classification(int Label, string ClassName, double Probability)
{
    /// <summary>Name and probability, such as <c>striped circle 97 %</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ClassName} {100 * Probability:0} %");

    internal static Classification Of(ReadOnlySpan<float> scores, IReadOnlyList<string> names)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++) if (scores[i] > scores[best]) best = i;
        var sum = 0.0;
        foreach (var score in scores) sum += Math.Exp(score - scores[best]);
        return new(best, names[best], 1 / sum);
    }
}
