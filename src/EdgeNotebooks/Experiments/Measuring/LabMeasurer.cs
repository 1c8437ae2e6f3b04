using System.Security.Cryptography;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Subjects.Evaluation;
using EdgeNotebooks.Subjects.Serving;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Experiments.Measuring;

/// <summary>Measures with a lab of three tiers on this machine.</summary>
internal sealed class LabMeasurer(Plan plan, string folder) : IMeasurer
{
    private readonly SubjectCatalog _catalog = SubjectCatalog.Default();
    private readonly ArtifactStore _artifacts = new(Path.Combine(folder, "artifacts"), plan);
    private readonly Dictionary<string, string> _hashes = [];
    private readonly Dictionary<string, byte[][]> _pictures = [];
    private readonly Dictionary<(string Subject, string Operator), string[]> _expected = [];
    private readonly Dictionary<(string Subject, string Operator, string Deployment), (DeployedModel Model, long SeamBytes)> _deployed = [];
    private readonly Certifier _certifier = new(plan.Tiers);
    private readonly Dictionary<string, double> _work = [];
    private readonly Dictionary<string, double> _factors = [];
    private Lab? _lab;
    private bool _isNew;
    private string? _setting;
    private (Setup Setup, PlannedLinks Links, long SeamBytes, IReadOnlyList<PlannedLinks> Planned) _prepared;
    private int _start;
    private (DeployedModel Model, RequestSettings Settings, byte[][] Pictures, string[] Expected) _current;

    public void Recall(IReadOnlyList<Entry> known)
    {
        _certifier.Recall(known);
        foreach (var subject in known.OfType<SubjectEntry>()) (_work[subject.Subject], _factors[subject.Subject]) = (subject.ComputeSeconds, subject.LinkFactor);
    }

    public async Task<SentinelEntry?> LookAsync(CancellationToken cancel) => _lab is null || _setting is null ? null
        : await Try(() => _certifier.LookAsync(_lab, _start, _setting, cancel)).ConfigureAwait(false);

    public async Task<SubjectEntry> DescribeAsync(string subject, CancellationToken cancel)
    {
        var model = _catalog.Find(subject);
        await using var file = File.OpenRead(model.RequirePath());
        _hashes[subject] = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel).ConfigureAwait(false));
        var probe = SubjectProbe.Of(model, plan);
        _work.TryAdd(subject, probe.ComputeSeconds);
        _factors.TryAdd(subject, probe.LinkFactor);
        return new(subject, _hashes[subject], model.Weights ?? "original", probe.LinkFactor, probe.LinkRule) { ComputeSeconds = _work[subject] };
    }

    public async Task<StartEntry> StartAsync(int number, CancellationToken cancel)
    {
        if (_lab is not null) await _lab.DisposeAsync().ConfigureAwait(false);
        _deployed.Clear();
        _start = number;
        _lab = await Try(() => Lab.StartAsync(TierProfile.Named(plan.Tiers), cancel: cancel)).ConfigureAwait(false);
        _certifier.Started(_lab);
        _isNew = true;
        return new(number, DateTimeOffset.UtcNow, Mechanisms(tier => tier.CpuMechanism), Mechanisms(tier => tier.MemoryMechanism), Provenance.Here());
    }

    public async Task<Preparation> PrepareAsync(Setup setup, PlannedLinks links, CancellationToken cancel)
    {
        var (path, artifact, chain) = Artifact(setup.Subject, setup.Operator);
        var key = (setup.Subject, setup.Operator, setup.Deployment);
        var subject = SubjectCatalog.Require(setup.Subject);
        if (!_deployed.TryGetValue(key, out var deployed))
        {
            var deployment = Deployment.Parse(setup.Deployment);
            var parts = ArtifactStore.Parts(path, subject, chain, deployment.Tiers.Count);
            _deployed[key] = deployed = (_lab!.Deploy(parts, deployment, setup.Subject), parts.Skip(1).Select(part => part.Inputs.Sum(input => input.Bytes ?? 0)).DefaultIfEmpty(0).Max());
        }

        var shaper = LinkSettings.ParseShaper(setup.Shaper);
        await Try(async () =>
        {
            // Cold sessions are the study's, which had no such requests either.
            if (_isNew && setup.Session == "warm") await SettleAsync(setup.Subject, cancel).ConfigureAwait(false);
            _isNew = false;
            await _lab!.SetLinksAsync(Links.Of(links.MobileEdgeMbps, links.EdgeCloudMbps, shaper), cancel).ConfigureAwait(false);
            if (setup.Session == "warm") await deployed.Model.WarmAsync(cancel).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        var pictures = PicturesOf(setup.Subject);
        var settings = new RequestSettings { Encoding = EncodingOf(setup.Encoding), IsCold = setup.Session == "cold", Subject = setup.Subject };
        _current = (deployed.Model, settings, pictures, ExpectedOf(setup.Subject, chain.Whole, path, pictures));
        _setting = Certifier.SettingOf(plan.Tiers, links, setup.Shaper);
        _prepared = (setup, links, deployed.SeamBytes, [.. plan.Links.Select(one => plan.LinkScale == "nominal" ? one : one.Times(_factors[setup.Subject]))]);
        return new(artifact);
    }

    public Task<Certified> CertifyAsync(CancellationToken cancel) =>
        Try(() => _certifier.OfAsync(_lab!, _start, _prepared.Setup, _prepared.Links, _prepared.Planned, new(_work[_prepared.Setup.Subject], _current.Pictures[0].Length, _prepared.SeamBytes), cancel));

    public async Task<Reading> MeasureAsync(int input, CancellationToken cancel)
    {
        var (model, settings, pictures, expected) = _current;
        var reply = await Try(() => model.InferAsync(pictures[input], settings, cancel)).ConfigureAwait(false);
        var steps = new Dictionary<string, double>();
        foreach (var step in reply.Breakdown.Steps)
        {
            var name = $"{step.Place} {step.Name}";
            steps[name] = steps.GetValueOrDefault(name) + step.Seconds;
        }

        // Not a step of its own: how long the quota held the tier back meanwhile, where the mechanism counts it.
        foreach (var (tier, seconds) in reply.ThrottledSeconds) steps[$"{tier} throttled"] = seconds;
        if (reply.StealSeconds is { } steal) steps["host steal"] = steal;
        return new(reply.LatencySeconds, reply.RequestBytes, reply.Answer == expected[input], steps);
    }

    public Task<AccuracyEntry?> EvaluateAsync(string subject, string @operator, CancellationToken cancel) => Task.Run(() =>
    {
        var model = _catalog.Find(subject);
        if (model.Subject.IsFullSize) return null;
        if (!_hashes.ContainsKey(subject)) _hashes[subject] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(model.RequirePath())));
        using var session = Session.Open(Artifact(subject, @operator).Path);
        var evaluator = new Evaluator(session, ServingPipeline.For(subject));
        var count = plan.AccuracySamples;
        var accuracy = model.Subject.Dataset == "shapes"
            ? evaluator.Classify(Stopping(ShapesDataset.HeldOut(count), cancel), count)
            : evaluator.Segment(Stopping(ScenesDataset.HeldOut(count), cancel), count);
        return new AccuracyEntry(subject, @operator, count, accuracy.TopK is { } top
            ? new Dictionary<string, double> { ["top1_pct"] = top.Top1Pct, ["top5_pct"] = top.Top5Pct }
            : new Dictionary<string, double> { ["miou_pct"] = accuracy.MiouPct!.Value });
    }, cancel);

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null) await _lab.DisposeAsync().ConfigureAwait(false);
    }

    private Task SettleAsync(string subject, CancellationToken cancel)
    {
        var picture = PicturesOf(subject)[0];
        var requests = plan.Encodings.Select(encoding => new RequestSettings { Subject = subject, Encoding = EncodingOf(encoding) });
        return FreshTiers.SettleAsync(_lab!, OnnxModel.Load(_catalog.Find(subject).RequirePath()), subject, requests, (deployed, request) => deployed.InferAsync(picture, request, cancel), cancel);
    }

    private static WireEncoding EncodingOf(string name) => name == "paper" ? WireEncoding.Paper : WireEncoding.Binary;

    private static IEnumerable<T> Stopping<T>(IEnumerable<T> items, CancellationToken cancel)
    {
        foreach (var item in items)
        {
            cancel.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    private (string Path, ArtifactEntry Entry, OperatorChain Chain) Artifact(string subject, string @operator)
    {
        var chain = OperatorChain.Parse(@operator);
        var (path, entry) = _artifacts.Whole(_catalog.Find(subject), _hashes[subject], chain.Whole);
        return (path, entry with { Operator = @operator }, chain);
    }

    private byte[][] PicturesOf(string subject)
    {
        if (_pictures.TryGetValue(subject, out var known)) return known;
        var set = InputSet.Of(plan.Inputs, subject);
        return _pictures[subject] = [.. Enumerable.Range(0, plan.Inputs.Count).Select(input => set[input])];
    }

    /// <summary>What the undivided model answers when it runs in this process.</summary>
    private string[] ExpectedOf(string subject, string whole, string path, byte[][] pictures)
    {
        if (_expected.TryGetValue((subject, whole), out var known)) return known;
        var pipeline = ServingPipeline.For(subject);
        using var session = Session.Open(path);
        return _expected[(subject, whole)] = [.. pictures.Select(picture => pipeline.Serve(session, picture).Text)];
    }

    private string Mechanisms(Func<TierStatus, string> of) => string.Join("; ", _lab!.Tiers.Select(tier => $"{tier.Tier.Name}: {of(tier.Status)}"));

    private static async Task<T> Try<T>(Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception e) when (e is TierFailedException or TierLimitException)
        {
            throw new RequestFailedException(e.Message, e);
        }
    }
}
