using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using EdgeNotebooks.Display;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Emulation;

/// <summary>
/// Mobile, edge and cloud: three servers with limited processors, memory and links. Those that it has started on this machine are
/// stopped by disposing, and by the end of this process, however it comes; those that it was connected to stay.
/// </summary>
/// <remarks>Thread-safe. Requests at the same time are allowed where the tiers' processors together do not exceed the machine's.</remarks>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class Lab : IAsyncDisposable, IDisposable, IDisplay
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private readonly ModelFolder _models = new();
    private readonly HashSet<(string Model, ILabTier Tier)> _brought = [];
    private readonly List<ILabTier> _tiers = [];
    private readonly Lock _lock = new();
    private volatile Certificate? _certificate;
    private int _running;
    private bool _disposed;

    private Lab(TierProfile profile, Links links, LabSettings settings) => (Profile, Links, Settings, Client) = (profile, links, settings, ClientOf(settings));

    /// <summary>The tiers' limits.</summary>
    public TierProfile Profile { get; }

    /// <summary>The links as they are now.</summary>
    public Links Links { get; private set; }

    /// <summary>How the tiers are run.</summary>
    public LabSettings Settings { get; }

    /// <summary>Where each tier is reached, by any client of the Open Inference Protocol.</summary>
    public IReadOnlyDictionary<string, Uri> Urls => _tiers.ToDictionary(tier => tier.Tier.Name, tier => tier.Status.Url);

    /// <summary>What was measured last; measured now, before it returns, where the present links were not measured yet.</summary>
    /// <exception cref="TierFailedException">A tier has ended.</exception>
    public Certificate Certificate => _certificate is { } known && known.Links == Links ? known : Task.Run(() => CertifyAsync()).GetAwaiter().GetResult();

    /// <summary>Whether its tiers were started by somebody else, most likely on other machines.</summary>
    public bool IsRemote { get; private init; }

    internal TierClient Client { get; }

    internal IReadOnlyList<ILabTier> Tiers => _tiers;

    internal Uri Entry => Tier(EdgeNotebooks.Tiers.Tier.Order[0]).Status.Url;

    /// <summary>Starts the tiers and returns when all of them serve.</summary>
    /// <param name="profile">The tiers' limits.</param>
    /// <param name="links">The links; default no limits.</param>
    /// <param name="settings">How the tiers are run.</param>
    /// <param name="cancel">Stops starting.</param>
    /// <exception cref="TierLimitException">The profile asks for more than this machine has.</exception>
    /// <exception cref="TierFailedException">A tier did not start.</exception>
    public static async Task<Lab> StartAsync(TierProfile profile, Links? links = null, LabSettings? settings = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        profile.CheckAgainst(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var lab = new Lab(profile, (links ?? Links.Unlimited).Checked(), settings ?? new LabSettings());
        try
        {
            // From the last to the first: each is told where the next one is.
            Uri? next = null;
            foreach (var tier in profile.Tiers.Reverse())
            {
                var process = await TierProcess.StartAsync(tier, lab._models.Path, next, lab.Links.Into(tier.Name), lab.Settings, cancel).ConfigureAwait(false);
                lab._tiers.Insert(0, process);
                next = process.Status.Url;
            }

            return lab;
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Uses tiers that run already, on other machines or this one: each was started there with <c>edgenb tier serve</c>, named mobile,
    /// edge and cloud and given the next one's address. Their limits and links are what they were started with. Models are sent to them,
    /// so they need <c>--accept-models</c>; nothing is stopped by disposing.
    /// </summary>
    /// <param name="urls">Where each tier is reached, by name: mobile, or mobile and edge, or all three.</param>
    /// <param name="settings">Token and trusted certificate.</param>
    /// <param name="cancel">Stops connecting.</param>
    /// <exception cref="ArgumentException">The names are not those of a route from mobile on.</exception>
    /// <exception cref="TierFailedException">A tier does not answer, or is another one.</exception>
    public static async Task<Lab> ConnectAsync(IReadOnlyDictionary<string, Uri> urls, LabSettings? settings = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(urls);
        settings ??= new();
        var names = EdgeNotebooks.Tiers.Tier.Order.Take(urls.Count).ToList();
        if (names.Count == 0 || !names.All(urls.ContainsKey))
            throw new ArgumentException($"a lab needs mobile, or mobile and edge, or mobile, edge and cloud; given are {(urls.Count == 0 ? "none" : string.Join(", ", urls.Keys))}", nameof(urls));
        using var client = ClientOf(settings);
        var found = new List<RemoteTier>();
        foreach (var name in names) found.Add(await RemoteTier.FindAsync(client, name, urls[name], cancel).ConfigureAwait(false));
        LinkSettings Into(int i) => i < found.Count ? found[i].Link : LinkSettings.Unlimited;
        var lab = new Lab(new TierProfile("remote", [.. found.Select(tier => tier.Tier)]), new Links(Into(0), Into(1), Into(2)), settings) { IsRemote = true };
        lab._tiers.AddRange(found);
        return lab;
    }

    /// <summary>Changes the links while the tiers run; buckets start full.</summary>
    /// <exception cref="ArgumentException">A rate or delay is out of range.</exception>
    /// <exception cref="NotSupportedException">The tiers run elsewhere.</exception>
    public async Task SetLinksAsync(Links links, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(links);
        links.Checked();
        if (IsRemote) throw new NotSupportedException("the links of tiers that run elsewhere are set where those are started, by --link-mbps");
        foreach (var tier in _tiers) await tier.AskAsync(new TierOrder { Link = links.Into(tier.Tier.Name) }, cancel).ConfigureAwait(false);
        Links = links;
    }

    /// <summary>Measures whether the limits hold, in some 45 seconds; nothing else should run meanwhile.</summary>
    /// <exception cref="TierFailedException">A tier has ended.</exception>
    public Task<Certificate> CertifyAsync(CancellationToken cancel = default) => CertifyAsync(CertificateScope.Usual, cancel);

    /// <summary>Measures whether the limits hold; nothing else should run meanwhile.</summary>
    /// <param name="scope">How much; a sentinel does not become <see cref="Certificate"/>.</param>
    /// <param name="cancel">Stops measuring.</param>
    /// <exception cref="TierFailedException">A tier has ended.</exception>
    public async Task<Certificate> CertifyAsync(CertificateScope scope, CancellationToken cancel = default)
    {
        Enter();
        try
        {
            var certificate = await new Certification(this, scope, cancel).MeasureAsync().ConfigureAwait(false);
            if (scope != CertificateScope.Sentinel) _certificate = certificate;
            return certificate;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// Adds to the certificate what holds at the scale of real requests: the tiers' ratio of inference time, and what each link's limit adds, with
    /// this model on each tier.
    /// </summary>
    /// <param name="model">A whole model.</param>
    /// <param name="inputs">What it is asked, by the names of its inputs.</param>
    /// <param name="cancel">Stops measuring.</param>
    /// <exception cref="TierFailedException">A tier has ended.</exception>
    public async Task<Certificate> CertifyAsync(OnnxModel model, IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        var known = _certificate is { } measured && measured.Links == Links ? measured : await CertifyAsync(cancel).ConfigureAwait(false);
        return _certificate = known with { Rows = [.. known.Rows, .. await new ModelProbes(this, cancel).MeasureAsync(model, inputs).ConfigureAwait(false)] };
    }

    /// <summary>Puts a partitioned model on the tiers of a deployment, a part on each.</summary>
    /// <exception cref="ArgumentException">The numbers of parts and tiers differ, or the lab lacks a tier.</exception>
    public DeployedModel Deploy(PartitionedModel model, Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Deploy(model.Parts, deployment, model.Whole.Label, [.. model.Whole.Outputs.Select(output => output.Name)]);
    }

    /// <summary>Puts a whole model on one tier.</summary>
    /// <exception cref="ArgumentException">The deployment has several tiers, or the lab lacks it.</exception>
    public DeployedModel Deploy(OnnxModel model, Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Deploy([model], deployment, model.Label);
    }

    /// <summary>Puts a model file on one tier.</summary>
    /// <exception cref="ArgumentException">The deployment has several tiers, or the lab lacks it.</exception>
    public DeployedModel Deploy(string path, Deployment deployment) => Deploy(OnnxModel.Load(path), deployment);

    /// <summary>Puts parts that pass tensors by name on the tiers of a deployment.</summary>
    /// <param name="parts">First to last, as many as the deployment has tiers.</param>
    /// <param name="deployment">Their tiers.</param>
    /// <param name="name">What the whole is called; a subject's name lets the tiers take pictures.</param>
    /// <exception cref="ArgumentException">The numbers of parts and tiers differ, or the lab lacks a tier.</exception>
    public DeployedModel Deploy(IReadOnlyList<OnnxModel> parts, Deployment deployment, string name) => Deploy(parts, deployment, name, outputs: []);

    private DeployedModel Deploy(IReadOnlyList<OnnxModel> parts, Deployment deployment, string name, IReadOnlyList<string> outputs)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(deployment);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (parts.Count != deployment.Tiers.Count)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"deployment '{deployment}' has {deployment.Tiers.Count} tiers, but '{name}' has {parts.Count} parts; choose another deployment, or partition the model"), nameof(deployment));
        return new DeployedModel(this, deployment, name, [.. parts.Select(_models.Add)], PassedTensors.Of(parts, outputs));
    }

    /// <summary>Stops the tiers.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
        }

        TakeBack();
        Parallel.ForEach(_tiers, tier => tier.Dispose());
        Client.Dispose();
        _models.Dispose();
    }

    /// <summary>Stops the tiers.</summary>
    public async ValueTask DisposeAsync() => await Task.Run(Dispose).ConfigureAwait(false);

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card("lab", [("tiers", Profile.ToString()), ("links", Links.ToString()),
        .. _tiers.Select(tier => (tier.Tier.Name, $"{tier.Status.Url} ({tier.Status.CpuMechanism}; memory: {tier.Status.MemoryMechanism})"))]);

    /// <summary>Tiers and links in a line.</summary>
    public override string ToString() => $"lab {Profile}; {Links}";

    /// <exception cref="ArgumentException">The lab has no such tier.</exception>
    internal ILabTier Tier(string name) => _tiers.Find(tier => tier.Tier.Name == name)
        ?? throw new ArgumentException($"the lab has no tier '{name}', only {string.Join(", ", _tiers.Select(tier => tier.Tier.Name))}; choose another deployment, or connect to that tier too", nameof(name));

    /// <summary>Counts requests that run at the same time.</summary>
    /// <exception cref="TierLimitException">Together the tiers would need more than the machine has.</exception>
    internal void Enter()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var together = IsRemote ? 0 : Profile.Tiers.Sum(tier => tier.Cpus ?? 0);
        if (Interlocked.Increment(ref _running) == 1 || together <= Environment.ProcessorCount) return;
        Interlocked.Decrement(ref _running);
        throw new TierLimitException(Profile.Name, string.Create(CultureInfo.InvariantCulture,
            $"requests overlap, and the tiers of profile '{Profile.Name}' together are given {together:0.###} CPUs of the {Environment.ProcessorCount} that this machine has: one would slow the other; send one at a time, or use TierProfile.Scaled ('scaled')"));
    }

    /// <summary>Sends a model to a tier elsewhere; a tier of this machine reads the lab's own folder.</summary>
    /// <exception cref="TierFailedException">The tier takes no models.</exception>
    internal async Task BringAsync(string model, ILabTier tier, CancellationToken cancel)
    {
        if (!IsRemote) return;
        lock (_lock)
        {
            if (!_brought.Add((model, tier))) return;
        }

        using var answer = await Client.PutAsync(tier.Status.Url, $"v2/edgenb/models/{model}", System.IO.Path.Combine(_models.Path, model + ".onnx"), cancel).ConfigureAwait(false);
        if (answer.IsSuccess) return;
        lock (_lock) _brought.Remove((model, tier));
        throw TierErrors.Of(answer, tier.Tier.Name, model);
    }

    internal void Leave() => Interlocked.Decrement(ref _running);

    private static TierClient ClientOf(LabSettings settings) =>
        new(settings.Token, settings.TrustedCertificate is { } file ? [X509CertificateLoader.LoadCertificateFromFile(file)] : []);

    /// <summary>Models that were sent are removed again, as far as their tiers still answer.</summary>
    private void TakeBack()
    {
        foreach (var (model, tier) in _brought)
        {
            try
            {
                using var limit = new CancellationTokenSource(s_patience);
                Client.AskAsync(HttpMethod.Delete, tier.Status.Url, $"v2/edgenb/models/{model}", json: null, limit.Token).GetAwaiter().GetResult().Dispose();
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // The tier has gone, and its models with it.
            }
        }
    }
}
