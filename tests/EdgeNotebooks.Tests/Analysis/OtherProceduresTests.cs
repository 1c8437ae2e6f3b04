using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Tests.Analysis;

/// <summary>Every decision that changes under another procedure, against a second computation in Python with SciPy's ranks and tails.</summary>
public class OtherProceduresTests
{
    /// <summary>Reads the raw files and statistics.csv (families, groups and pairs from there), and prints procedure|family|subject|a|b per change.</summary>
    private const string Program = """
        import csv, sys
        import numpy as np
        from scipy import stats
        folder = sys.argv[1]; rows = lambda name: list(csv.DictReader(open(folder + '/' + name)))
        raw = {}
        for r in rows('raw/latency_raw.csv'): raw.setdefault((r['subject'], r['tier'] + ':' + r['operator']), []).append(float(r['latency_s']))
        raw = {k: np.array(v) for k, v in raw.items()}
        medians = lambda data: {k: np.median(v.reshape(5, 100), axis=0) for k, v in data.items()}

        def conover(groups):
            ranks = stats.rankdata(np.concatenate(groups)); n = np.array([len(g) for g in groups]); N = n.sum(); k = len(groups)
            mean = [r.mean() for r in np.split(ranks, np.cumsum(n)[:-1])]; H = stats.kruskal(*groups).statistic
            s2 = (np.sum(ranks**2) - N*(N+1)**2/4) / (N-1)
            return lambda i, j: 2*stats.t.sf(abs(mean[i]-mean[j]) / np.sqrt(s2*(N-1-H)/(N-k)*(1/n[i]+1/n[j])), N-k)

        def blocks(groups):
            ranks = np.apply_along_axis(stats.rankdata, 0, np.array(groups)); k, b = ranks.shape; R = ranks.sum(axis=1)
            scale = np.sqrt(2*(b*np.sum(ranks**2) - np.sum(R**2)) / ((b-1)*(k-1)))
            return lambda i, j: 2*stats.t.sf(abs(R[i]-R[j])/scale, (b-1)*(k-1)) if scale > 0 else float(R[i] == R[j])

        def holm(ps):
            out = np.empty(len(ps)); top = 0
            for step, i in enumerate(np.argsort(ps)):
                top = max(top, min(1, ps[i]*(len(ps)-step))); out[i] = top
            return out

        def steady():
            burst, grid = 2**20/1e6, {}
            for r in rows('network_variation.csv'):
                if r['mobile_edge_mbps'] == '200' and r['edge_cloud_mbps'] == '200' and r['repeat'] != '1':
                    grid.setdefault((r['subject'], r['deployment'] + ':' + r['operator']), []).append(float(r['latency_s']))
            gap = {k: np.median(v) for k, v in grid.items()}
            slow = lambda s, g: np.tile(np.median(raw[s, g].reshape(5, 100), axis=0) - max(0, gap[s, g]-burst), 5)
            out = {}
            for (s, g), v in raw.items():
                tier, op = g.split(':'); picture = slow(s, 'cloud:identity'); near = lambda mbit: np.minimum(mbit/200, burst)
                seam = slow(s, 'edge_cloud:' + op) if 'partition' in op else None
                free = near(picture) * (1 if tier.startswith('mobile') else 2)
                if tier in ('mobile_edge', 'mobile_cloud'): free = free + near(seam)
                if tier.endswith('cloud'): free = free + np.minimum(np.minimum(seam if seam is not None else picture, burst), gap[s, g])
                out[s, g] = v + free
            return out

        table = rows('statistics.csv'); families = {}
        for r in table:
            if r['test'] == 'kruskal_wallis': families[r['family'], r['subject']] = (r['group_a'].split('|'), [])
            if r['test'] == 'conover': families[r['family'], r['subject']][1].append((r['group_a'], r['group_b']))
        same = lambda ps: ps
        moved = steady()
        procedures = {
            'Holm': (conover, raw, holm), 'Bonferroni': (conover, raw, lambda ps: np.minimum(1, np.array(ps)*len(ps))),
            'one median per picture': (conover, medians(raw), same), 'one median per picture, Friedman': (blocks, medians(raw), same),
            'one median per picture, Friedman, Holm': (blocks, medians(raw), holm), 'steady links': (conover, moved, same),
            'steady links, one median per picture, Friedman, Holm': (blocks, medians(moved), holm)}
        for (family, subject), (groups, pairs) in families.items():
            compare = lambda test, data: [test([data[subject, g] for g in groups])(groups.index(a), groups.index(b)) for a, b in pairs]
            before = compare(conover, raw)
            for name, (test, data, adjust) in procedures.items():
                for (a, b), p, q in zip(pairs, before, adjust(compare(test, data))):
                    if (p < .05) != (q < .05): print('|'.join((name, family, subject, a, b)))
        for r in rows('statistics_rq6.csv'):
            if not r['conover_pair_p_recomputed'] or not r['conover_pooled_holm_p_recomputed']: continue
            if (float(r['conover_pair_p_recomputed']) < .05) != (float(r['conover_pooled_holm_p_recomputed']) < .05):
                print('|'.join(('ranks over all bandwidths, Holm', r['subject'] + ' ' + r['deployment'] + ':' + r['operator'], r['fixed_link'] + r['fixed_mbps'], r['mbps_a'], r['mbps_b'])))
        """;

    [Fact]
    public void EveryChangedDecision_ComesOutOfASecondComputation()
    {
        foreach (var file in new[] { "raw/latency_raw.csv", "network_variation.csv", "statistics.csv", "statistics_rq6.csv" }) PaperFolder.Require(file);
        var folder = Environment.GetEnvironmentVariable("EDGENB_PAPER")!;
        var expected = Python.Run(folder, ["numpy", "scipy"], Program, folder).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var check = PaperCheck.Run(Study.Open());
        var ours = check.Changes.Where(change => change.Family != "wilcoxon_accuracy").Select(Line).ToArray();
        Assert.Equal(expected.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
        Assert.True(expected.Length > 700, "the program found hardly anything");
    }

    /// <summary>The adjusted p of each family from R's definition of Holm on the committed columns, without our tests.</summary>
    [Fact]
    public void Holm_OfThePrintedPs_ChangesWhatTheCheckSays()
    {
        var changed = Study.Open(PaperFolder.Committed).Statistics.Where(row => row.Test == "conover").GroupBy(row => (row.Family, row.Subject)).Sum(family =>
        {
            var ordered = family.OrderBy(row => row.Log10P).ToArray();
            var stopped = 0;
            while (stopped < ordered.Length && ordered[stopped].Log10P + Math.Log10(ordered.Length - stopped) < Math.Log10(0.05)) stopped++;
            return ordered.Skip(stopped).Count(row => row.Log10P < Math.Log10(0.05));
        });
        var check = PaperCheck.Run(PaperFolder.CommittedStudy());
        Assert.Equal(changed, check.Procedures.Single(procedure => procedure.Name == "Holm").Changes.Count);
    }

    /// <summary>On a steady link nothing is faster, no hop is given back more than its bucket, and a request over one fast hop by its picture alone.</summary>
    [Fact]
    public void SteadyLinks_GiveBackAtMostABucketPerHop()
    {
        PaperFolder.Require("raw/latency_raw.csv");
        var study = Study.Open();
        var steady = SteadyLinks.Of(study);
        Dictionary<string, int> hops = new() { ["mobile"] = 1, ["edge"] = 2, ["cloud"] = 3, ["mobile_edge"] = 2, ["edge_cloud"] = 3, ["mobile_cloud"] = 3 };
        Assert.Equal(72, steady.Count);
        foreach (var group in study.Latencies)
        {
            var free = steady[group.Configuration].Seconds.AsList().Zip(group.Seconds.AsList(), (slow, fast) => slow - fast).ToArray();
            Assert.All(free, seconds => Assert.InRange(seconds, 1e-3, hops[group.Configuration.Deployment] * 1.048576 + 1e-9));
        }

        // image_sizes.csv: duc's pictures have 2.50 to 2.81 MB, on the wire 4/3 of that in base64: 26.7 to 30.0 Mbit, 0.13 to 0.15 s at 200 Mbit/s; latency tells 4 % more.
        var one = steady["duc", "identity", "mobile"].Seconds.AsList().Zip(study.Latencies["duc", "identity", "mobile"].Seconds.AsList(), (slow, fast) => slow - fast).ToArray();
        Assert.InRange(one.Min(), 0.13, 0.14);
        Assert.InRange(one.Max(), 0.15, 0.16);
    }

    private static string Line(DecisionChange change) => change.Family == "bandwidths" ? BandwidthLine(change)
        : string.Join('|', change.Procedure, change.Family, change.Subject, change.A, change.B);

    /// <summary>From <c>10 Mbit/s (edge_cloud 50)</c> to the columns of the file.</summary>
    private static string BandwidthLine(DecisionChange change)
    {
        var (a, link) = Parts(change.A);
        return string.Join('|', change.Procedure, change.Subject, link, a, Parts(change.B).Mbps);

        static (string Mbps, string Link) Parts(string text) => text.Split(" Mbit/s") is [var mbps, var rest]
            ? (mbps, rest.Trim(' ', '(', ')').Replace(" ", "", StringComparison.Ordinal)) : (text, "");
    }
}
