using System.Globalization;
using System.Text.Json.Serialization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Units;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>
/// What one model costs on three tiers, measured: times of prefixes and suffixes at some cuts in every precision and session mode, what
/// messages cost by size, and every cut and exit with its place between the measured ones.
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record DeploymentProfile : IDisplay
{
    /// <summary>The version of the file format that this library reads and writes.</summary>
    public const int Version = 1;

    /// <summary>Version of the file format.</summary>
    public int FormatVersion { get; init; } = Version;

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the model's bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The subject whose pictures were sent; null for tensors.</summary>
    public string? Subject { get; init; }

    /// <summary>When it was measured.</summary>
    public required DateTimeOffset Measured { get; init; }

    /// <summary>Starts of the tiers.</summary>
    public required int Restarts { get; init; }

    /// <summary>Machine and versions.</summary>
    public required IReadOnlyDictionary<string, string> Provenance { get; init; }

    /// <summary>mobile, edge and cloud.</summary>
    public required IReadOnlyList<ProfiledTier> Tiers { get; init; }

    /// <summary>Session modes that were measured.</summary>
    public required IReadOnlyList<string> Sessions { get; init; }

    /// <summary>The request as the client sends it: message bytes by encoding.</summary>
    public required IReadOnlyDictionary<string, long> RequestBytes { get; init; }

    /// <summary>The reply: message bytes by encoding.</summary>
    public required IReadOnlyDictionary<string, long> ReplyBytes { get; init; }

    /// <summary>The model in each precision, the float one first.</summary>
    public required IReadOnlyList<ProfiledModel> Models { get; init; }

    /// <summary>What messages cost beside the links' rate.</summary>
    public required IReadOnlyList<WireCost> Wire { get; init; }

    /// <summary>Pre- and postprocessing by tier; empty where tensors are sent.</summary>
    public required IReadOnlyList<PictureCost> Pictures { get; init; }

    /// <summary>Where the numbers come from, in a sentence.</summary>
    [JsonIgnore]
    public string Source => string.Create(CultureInfo.InvariantCulture,
        $"profile of {Model}: {Models.Sum(model => model.Parts.Count)} parts, {Models.Sum(model => model.Parts.Sum(part => part.Seconds.Count))} timed requests, {Restarts} starts of the tiers, {Provenance.GetValueOrDefault("processor", "unknown processor")}, {Measured:yyyy-MM-dd}");

    /// <summary>Starts tiers as often as the options say and measures the model on them.</summary>
    /// <param name="model">Any model whose inputs can be drawn.</param>
    /// <param name="options">How; the defaults take a minute or two for a small model.</param>
    /// <param name="cancel">Stops measuring.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="TierFailedException">A tier failed.</exception>
    public static Task<DeploymentProfile> MeasureAsync(OnnxModel model, ProfileOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ProfileRun(model, (options ?? new()).Checked(), cancel).MeasureAsync(lab: null);
    }

    /// <summary>
    /// Measures the model on the tiers of a running lab, once; its links are set to unlimited and stay so. Tiers elsewhere (<see cref="Lab.ConnectAsync"/>)
    /// must have been started without limits of their links.
    /// </summary>
    /// <inheritdoc cref="MeasureAsync(OnnxModel, ProfileOptions?, CancellationToken)"/>
    public static Task<DeploymentProfile> MeasureAsync(Lab lab, OnnxModel model, ProfileOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(lab);
        ArgumentNullException.ThrowIfNull(model);
        return new ProfileRun(model, (options ?? new()).Checked() with { Restarts = 1, Tiers = lab.Profile, Lab = lab.Settings }, cancel).MeasureAsync(lab);
    }

    /// <summary>Reads a profile.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidProfileException">It is no profile, of another version of the format, or a part is missing.</exception>
    public static DeploymentProfile Load(string path) => ProfileFile.Read(path);

    /// <summary>The profile under conditions, ready to be asked.</summary>
    /// <param name="conditions">Rates, delay, speeds.</param>
    /// <param name="session"><c>warm</c> or <c>cold</c>; null for the first that was measured.</param>
    /// <exception cref="ArgumentException">A rate or speed is not over 0, or the session mode was not measured.</exception>
    public DeploymentQuestion At(Conditions conditions, string? session = null) => new(this, conditions, session);

    /// <summary>Writes the profile as JSON; whole or not at all.</summary>
    public void Save(string path) => ProfileFile.Write(this, path);

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card($"profile of {Model}",
        [
            ("tiers", string.Join(", ", Tiers.Select(tier => string.Create(CultureInfo.InvariantCulture, $"{tier.Name} {(tier.Cpus is { } cpus ? $"{cpus:0.###} CPUs" : "no limit")}, {tier.Threads} threads")))),
            ("sessions", string.Join(", ", Sessions)),
            .. Models.Select(model => (model.Operator, string.Create(CultureInfo.InvariantCulture, $"{model.Cuts.Count} cuts, {model.Exits.Count} exits, {model.Anchors.Count} anchors, accuracy {(model.AccuracyPercent is { } percent ? $"{percent:0.00} %" : "unknown")}"))),
            ("message", string.Join(", ", RequestBytes.Select(size => string.Create(CultureInfo.InvariantCulture, $"{size.Key} {size.Value} bytes")))),
        ])
        + HtmlText.Table(["operator", "session", .. Tier.Order.Select(tier => $"{tier}, ms")], Rows().Select(row => (IReadOnlyList<string>)[row.Operator, row.Session, .. row.Cells]), Source);

    /// <summary>The whole model's inference by operator, session mode and tier, as lines: median and interquartile range in ms.</summary>
    public override string ToString() => string.Join('\n', Rows().Select(row => $"{row.Operator,-10} {row.Session,-6} {string.Join("  ", Tier.Order.Zip(row.Cells, (tier, cell) => $"{tier} {cell} ms"))}").Append(Source));

    private IEnumerable<(string Operator, string Session, string[] Cells)> Rows() => Models.SelectMany(model => Sessions.Select(session => (model.Operator, session,
        Tier.Order.Select(tier => Cell(model.Parts.First(part => part.Side == PartSide.Whole && part.Tier == tier && part.Session == session).Seconds)).ToArray())));

    private static string Cell(IReadOnlyList<double> seconds)
    {
        var sample = new Sample("", seconds.Select(one => one * 1000));
        return string.Create(CultureInfo.InvariantCulture, $"{Quantile.Median(sample):0.00} ({Quantile.Of(sample, 0.25):0.00} to {Quantile.Of(sample, 0.75):0.00})");
    }
}
