using System.Collections.Concurrent;
using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Serving;

/// <summary>The models of a folder: each file is a model of its name, loaded when it is first asked for, or on demand.</summary>
internal sealed class ModelStore(string folder, ModelUploads? uploads, SessionSettings settings) : IDisposable
{
    private readonly ConcurrentDictionary<string, LoadedModel> _loaded = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _unloaded = new(StringComparer.Ordinal);
    private readonly Lock _loading = new();

    /// <summary>Names of all models.</summary>
    public IEnumerable<string> Names => Directory.EnumerateFiles(folder, "*.onnx").Concat(uploads?.Files ?? []).Select(file => Path.GetFileNameWithoutExtension(file)).Where(IsName).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Whether a model is loaded.</summary>
    public bool IsLoaded(string name) => _loaded.ContainsKey(name);

    /// <summary>A session to use and dispose: one that stays, or with <paramref name="isCold"/> one that is loaded for this request alone.</summary>
    /// <exception cref="RequestException">There is no such model, or it was unloaded.</exception>
    /// <exception cref="ModelLoadException">The file is no model.</exception>
    public SessionLease Take(string name, bool isCold)
    {
        var path = PathOf(name);
        if (isCold)
        {
            var own = Session.Open(path, settings);
            return new SessionLease(own, own.Dispose);
        }

        if (_unloaded.ContainsKey(name)) throw new RequestException(StatusCodes.Status400BadRequest, $"model '{name}' is unloaded; load it with POST v2/repository/models/{name}/load");
        while (true)
        {
            if (_loaded.TryGetValue(name, out var model) && model.TryEnter()) return new SessionLease(model.Session, model.Leave);
            Load(name, path, again: false);
        }
    }

    /// <summary>Loads a model, again if it is loaded already: its file may have changed.</summary>
    public void Load(string name)
    {
        var path = PathOf(name);
        _unloaded.TryRemove(name, out _);
        Load(name, path, again: true);
    }

    /// <summary>Drops a model; requests that are using it end first.</summary>
    public void Unload(string name)
    {
        PathOf(name);
        _unloaded[name] = 0;
        if (_loaded.TryRemove(name, out var model)) model.Leave();
    }

    /// <summary>Takes a model that a caller brings.</summary>
    /// <exception cref="RequestException">The tier takes none, has one of that name in its folder, or has no room.</exception>
    public async Task BringAsync(string name, Stream content, CancellationToken cancel)
    {
        if (!IsName(name) || File.Exists(Path.Combine(folder, name + ".onnx"))) throw new RequestException(StatusCodes.Status409Conflict, $"model '{Short(name)}' cannot be brought: this tier has it, or it is no name; choose another one");
        await Uploads().SaveAsync(name, content, cancel).ConfigureAwait(false);
        Drop(name);
    }

    /// <summary>Removes a model that a caller has brought.</summary>
    /// <exception cref="RequestException">There is none of that name.</exception>
    public void Remove(string name)
    {
        if (!IsName(name) || !Uploads().Remove(name)) throw new RequestException(StatusCodes.Status404NotFound, $"no model '{Short(name)}' was brought");
        Drop(name);
    }

    public void Dispose()
    {
        foreach (var name in _loaded.Keys) Drop(name);
        uploads?.Dispose();
    }

    private ModelUploads Uploads() => uploads ?? throw new RequestException(StatusCodes.Status403Forbidden, "this tier takes no models from callers; start it with --accept-models, or copy the file into its models folder");

    private void Drop(string name)
    {
        if (_loaded.TryRemove(name, out var model)) model.Leave();
    }

    private void Load(string name, string path, bool again)
    {
        lock (_loading)
        {
            if (!again && _loaded.ContainsKey(name)) return;
            var fresh = new LoadedModel(Session.Open(path, settings));
            _loaded.TryGetValue(name, out var old);
            _loaded[name] = fresh;
            old?.Leave();
        }
    }

    /// <summary>A name without separators cannot leave the folder.</summary>
    private string PathOf(string name)
    {
        var path = Path.Combine(folder, name + ".onnx");
        if (IsName(name) && !File.Exists(path) && uploads?.PathOf(name) is { } brought) path = brought;
        return IsName(name) && File.Exists(path)
            ? path
            : throw new RequestException(StatusCodes.Status404NotFound, $"model '{Short(name)}' is unknown; there are {string.Join(", ", Names.Take(20))}");
    }

    private static string Short(string name) => name.Length <= 100 ? name : name[..100];

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 200 && name[0] != '.' && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.');
}
