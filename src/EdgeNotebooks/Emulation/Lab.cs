using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport;

namespace EdgeNotebooks.Emulation;

/// <summary>
/// Mobile, edge and cloud on this machine: three servers with limited processors, memory and links. Disposing stops them; so does
/// the end of this process, however it comes.
/// </summary>
/// <remarks>Thread-safe. Requests at the same time are allowed where the tiers' processors together do not exceed the machine's.</remarks>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class Lab : IAsyncDisposable, IDisposable, IDisplay
{
    private readonly ModelFolder _models = new();
    private readonly List<TierProcess> _tiers = [];
    private readonly Lock _lock = new();
    private volatile Certificate? _certificate;
    private int _running;
    private bool _disposed;

    private Lab(TierProfile profile, Links links, LabSettings settings) => (Profile, Links, Settings, Client) = (profile, links, settings, new TierClient(settings.Token));

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

    internal TierClient Client { get; }

    internal IReadOnlyList<TierProcess> Tiers => _tiers;

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

    /// <summary>Changes the links while the tiers run; buckets start full.</summary>
    /// <exception cref="ArgumentException">A rate or delay is out of range.</exception>
    public async Task SetLinksAsync(Links links, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(links);
        links.Checked();
        foreach (var tier in _tiers) await tier.AskAsync(new TierOrder { Link = links.Into(tier.Tier.Name) }, cancel).ConfigureAwait(false);
        Links = links;
    }

    /// <summary>Measures whether the limits hold, in some 15 seconds; nothing else should run meanwhile.</summary>
    /// <exception cref="TierFailedException">A tier has ended.</exception>
    public async Task<Certificate> CertifyAsync(CancellationToken cancel = default)
    {
        Enter();
        try
        {
            var certificate = await new Certification(this, cancel).MeasureAsync().ConfigureAwait(false);
            _certificate = certificate;
            return certificate;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Puts a partitioned model on the tiers of a deployment, a part on each.</summary>
    /// <exception cref="ArgumentException">The numbers of parts and tiers differ.</exception>
    public DeployedModel Deploy(PartitionedModel model, Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Deploy(model.Parts, deployment, model.Whole.Label);
    }

    /// <summary>Puts a whole model on one tier.</summary>
    /// <exception cref="ArgumentException">The deployment has several tiers.</exception>
    public DeployedModel Deploy(OnnxModel model, Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Deploy([model], deployment, model.Label);
    }

    /// <summary>Puts a model file on one tier.</summary>
    /// <exception cref="ArgumentException">The deployment has several tiers.</exception>
    public DeployedModel Deploy(string path, Deployment deployment) => Deploy(OnnxModel.Load(path), deployment);

    /// <summary>Puts parts that pass tensors by name on the tiers of a deployment.</summary>
    /// <param name="parts">First to last, as many as the deployment has tiers.</param>
    /// <param name="deployment">Their tiers.</param>
    /// <param name="name">What the whole is called; a subject's name lets the tiers take pictures.</param>
    /// <exception cref="ArgumentException">The numbers of parts and tiers differ.</exception>
    public DeployedModel Deploy(IReadOnlyList<OnnxModel> parts, Deployment deployment, string name)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(deployment);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (parts.Count != deployment.Tiers.Count)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"deployment '{deployment}' has {deployment.Tiers.Count} tiers, but '{name}' has {parts.Count} parts; choose another deployment, or partition the model"), nameof(deployment));
        return new DeployedModel(this, deployment, name, [.. parts.Select(_models.Add)]);
    }

    /// <summary>Stops the tiers.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
        }

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

    internal TierProcess Tier(string name) => _tiers.First(tier => tier.Tier.Name == name);

    /// <summary>Counts requests that run at the same time.</summary>
    /// <exception cref="TierLimitException">Together the tiers would need more than the machine has.</exception>
    internal void Enter()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var together = Profile.Tiers.Sum(tier => tier.Cpus ?? 0);
        if (Interlocked.Increment(ref _running) == 1 || together <= Environment.ProcessorCount) return;
        Interlocked.Decrement(ref _running);
        throw new TierLimitException(Profile.Name, string.Create(CultureInfo.InvariantCulture,
            $"requests overlap, and the tiers of profile '{Profile.Name}' together are given {together:0.###} CPUs of the {Environment.ProcessorCount} that this machine has: one would slow the other; send one at a time, or use TierProfile.Scaled ('scaled')"));
    }

    internal void Leave() => Interlocked.Decrement(ref _running);
}
