namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>Maximum flow from vertex 0 to vertex 1, and the minimum cut that it proves.</summary>
/// <remarks>Source: Dinitz (1970), shortest augmenting paths in level graphs.</remarks>
internal sealed class FlowNetwork(int vertices)
{
    public const int Source = 0;
    public const int Sink = 1;

    /// <summary>More than any sum of capacities that a graph can have.</summary>
    public const long Unlimited = long.MaxValue / 4;

    private readonly List<int>[] edges = [.. Enumerable.Range(0, vertices).Select(_ => new List<int>())];
    private readonly List<(int To, long Left)> ends = [];
    private readonly int[] level = new int[vertices];
    private readonly int[] tried = new int[vertices];

    public void Add(int from, int to, long capacity)
    {
        edges[from].Add(ends.Count);
        ends.Add((to, capacity));
        edges[to].Add(ends.Count);
        ends.Add((from, 0));
    }

    /// <summary>The vertices on the source's side of the minimum cut, the smallest such set.</summary>
    public bool[] SourceSide()
    {
        while (Levels()) Augment();
        return [.. level.Select(at => at >= 0)];
    }

    private bool Levels()
    {
        Array.Fill(level, -1);
        level[Source] = 0;
        var open = new Queue<int>([Source]);
        while (open.TryDequeue(out var at))
        {
            foreach (var edge in edges[at])
            {
                var (to, left) = ends[edge];
                if (left <= 0 || level[to] >= 0) continue;
                level[to] = level[at] + 1;
                open.Enqueue(to);
            }
        }

        return level[Sink] >= 0;
    }

    /// <summary>Saturates the level graph, path by path, without recursion.</summary>
    private void Augment()
    {
        Array.Clear(tried);
        var path = new List<int>();
        var at = Source;
        while (true)
        {
            if (at == Sink)
            {
                var narrowest = path.Min(edge => ends[edge].Left);
                foreach (var edge in path)
                {
                    ends[edge] = (ends[edge].To, ends[edge].Left - narrowest);
                    ends[edge ^ 1] = (ends[edge ^ 1].To, ends[edge ^ 1].Left + narrowest);
                }

                path.Clear();
                at = Source;
                continue;
            }

            if (tried[at] < edges[at].Count)
            {
                var edge = edges[at][tried[at]];
                if (ends[edge].Left > 0 && level[ends[edge].To] == level[at] + 1)
                {
                    path.Add(edge);
                    at = ends[edge].To;
                }
                else tried[at]++;
                continue;
            }

            if (at == Source) return;
            at = ends[path[^1] ^ 1].To;
            path.RemoveAt(path.Count - 1);
            tried[at]++;
        }
    }
}
