using System.Collections.Concurrent;
using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Serving;

/// <summary>The models of a folder: each file is a model of its name, loaded when it is first asked for, or on demand.</summary>
internal sealed class ModelStore(string folder, SessionSettings settings) : IDisposable
{
    private readonly ConcurrentDictionary<string, LoadedModel> _loaded = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _unloaded = new(StringComparer.Ordinal);
    private readonly Lock _loading = new();

    /// <summary>Names of all models.</summary>
    public IEnumerable<string> Names => Directory.EnumerateFiles(folder, "*.onnx").Select(file => Path.GetFileNameWithoutExtension(file)).Where(IsName).Order(StringComparer.Ordinal);

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

    public void Dispose()
    {
        foreach (var name in _loaded.Keys)
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
        return IsName(name) && File.Exists(path)
            ? path
            : throw new RequestException(StatusCodes.Status404NotFound, $"model '{(name.Length <= 100 ? name : name[..100])}' is unknown; there are {string.Join(", ", Names.Take(20))}");
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 200 && name[0] != '.' && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.');
}

/// <summary>A session with its users counted: it goes when the last one has left.</summary>
internal sealed class LoadedModel(Session session)
{
    private int _users = 1;

    public Session Session => session;

    public bool TryEnter()
    {
        for (var users = Volatile.Read(ref _users); users > 0; users = Volatile.Read(ref _users))
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users) return true;
        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0) session.Dispose();
    }
}

/// <summary>A session for one use.</summary>
internal readonly struct SessionLease(Session session, Action release) : IDisposable
{
    public Session Session => session;

    public void Dispose() => release();
}
