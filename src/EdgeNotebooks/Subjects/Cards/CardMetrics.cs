using System.Text.Json.Serialization;

namespace EdgeNotebooks.Subjects.Cards;

/// <summary>What a model reaches on held-out pictures; metrics of the other kind of subject are absent.</summary>
/// <param name="Count">Pictures.</param>
/// <param name="Top1Pct">Top-1 accuracy in percent.</param>
/// <param name="Top5Pct">Top-5 accuracy in percent.</param>
/// <param name="MeanIouPct">Mean intersection over union in percent.</param>
public sealed record CardMetrics(
    [property: JsonPropertyName("n")] int Count,
    [property: JsonPropertyName("top1_pct")] double? Top1Pct = null,
    [property: JsonPropertyName("top5_pct")] double? Top5Pct = null,
    [property: JsonPropertyName("miou_pct")] double? MeanIouPct = null);
