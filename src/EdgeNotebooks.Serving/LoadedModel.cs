using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Serving;

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
