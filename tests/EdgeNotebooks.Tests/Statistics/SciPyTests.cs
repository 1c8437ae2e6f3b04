using System.Diagnostics;
using System.Globalization;
using System.Text;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Statistics;

/// <summary>Random data with ties, 2 to 20 groups of 3 to 5,000 values, against SciPy where python3 has it.</summary>
public class SciPyTests
{
    private const string Program = """
        import sys, json, warnings
        import numpy as np
        from scipy import stats
        warnings.simplefilter('ignore')
        log10 = lambda p: float(np.log10(p)) if p > 0 else None
        def conover(groups):
            ranks = stats.rankdata(np.concatenate(groups)); N = len(ranks); k = len(groups)
            own = np.split(ranks, np.cumsum([len(g) for g in groups])[:-1])
            H = stats.kruskal(*groups).statistic
            S2 = (np.sum(ranks**2) - N*(N+1)**2/4) / (N-1)
            t = abs(own[0].mean() - own[1].mean()) / np.sqrt(S2*(N-1-H)/(N-k)*(1/len(own[0]) + 1/len(own[1])))
            return [float(t), log10(2*stats.t.sf(t, N-k))]
        for line in sys.stdin:
            groups = [np.array(g) for g in json.loads(line)]
            a, b = groups[0], groups[1]; n = min(len(a), len(b))
            kw = stats.kruskal(*groups)
            mw = stats.mannwhitneyu(a, b, method='asymptotic', use_continuity=True)
            out = [float(kw.statistic), log10(kw.pvalue), *conover(groups), float(mw.statistic), log10(mw.pvalue)]
            for zeros in ('wilcox', 'pratt'):
                w = stats.wilcoxon(a[:n], b[:n], zero_method=zeros, method='approx')
                out += [float(w.statistic), log10(w.pvalue)]
            fr = stats.friedmanchisquare(*[g[:3] for g in groups]) if len(groups) > 2 else None
            out += [float(fr.statistic), log10(fr.pvalue)] if fr and fr.pvalue == fr.pvalue else [None, None]
            sh = stats.shapiro(a); out += [float(sh.statistic), log10(sh.pvalue)]
            print(json.dumps(out), flush=True)
        """;

    [Fact]
    public void RandomDataWithTies_GivesSciPysNumbers()
    {
        var random = new Random(77);
        var cases = Enumerable.Range(0, 60).Select(_ => Draw(random)).ToArray();
        var answers = Ask(cases.Select(Json));
        Assert.Equal(cases.Length, answers.Length);
        for (var i = 0; i < cases.Length; i++)
        {
            var groups = cases[i];
            var cells = answers[i].Trim('[', ']').Split(", ").Select(cell => cell == "null" ? (double?)null : double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            var what = $"case {i}: {string.Join(' ', groups.Select(g => g.Count))}";
            var n = Math.Min(groups[0].Count, groups[1].Count);
            Sample a = new("a", groups[0].AsList().Take(n)), b = new("b", groups[1].AsList().Take(n));
            var kruskal = KruskalWallis.Test(groups);
            var conover = ConoverIman.Test(groups)[0];
            var rankSum = MannWhitney.Test(groups[0], groups[1], PMethod.Asymptotic);
            Agree(cells, 0, kruskal.H, kruskal.P, what + " kruskal");
            Agree(cells, 2, conover.Statistic, conover.P, what + " conover");
            Agree(cells, 4, rankSum.U, rankSum.P, what + " mann-whitney");
            Agree(cells, 6, WilcoxonSignedRank.Test(a, b, method: PMethod.Asymptotic), what + " wilcoxon");
            Agree(cells, 8, WilcoxonSignedRank.Test(a, b, ZeroDifferences.Pratt, PMethod.Asymptotic), what + " pratt");
            if (cells[10] is not null)
            {
                var friedman = Friedman.Test([.. groups.Select(g => new Sample(g.Name, g.AsList().Take(3)))]);
                Agree(cells, 10, friedman.ChiSquare, friedman.P, what + " friedman");
            }

            var shapiro = ShapiroWilk.Test(groups[0]);
            // SciPy before 1.11 works in single precision: W is off by up to 5e-6 at 500 values and, with many ties, 5e-5 at 5,000 (R, in double, is with us).
            Assert.Equal(cells[12]!.Value, shapiro.W, groups[0].Count <= 500 ? 5e-6 : 1e-4);
            if (cells[13] is { } log) Assert.True(Math.Abs(log - shapiro.P.Log10) <= 5e-4 * Math.Abs(log) + 2e-4, $"{what} shapiro {log} {shapiro.P.Log10}");
        }
    }

    private static void Agree(double?[] cells, int at, WilcoxonSignedRank ours, string what) => Agree(cells, at, ours.W, ours.P, what);

    private static void Agree(double?[] cells, int at, double statistic, PValue p, string what)
    {
        Assert.True(Math.Abs(cells[at]!.Value - statistic) <= 1e-9 * Math.Abs(statistic) + 1e-12, $"{what}: {cells[at]} {statistic}");
        if (cells[at + 1] is { } log) Close.Log10P(log, p.Log10, what);
    }

    private static Sample[] Draw(Random random)
    {
        var distinct = random.Next(4) switch { 0 => 3, 1 => 20, 2 => 1000, _ => 1_000_000_000 };
        var largest = random.Next(5) switch { 0 => 5, 1 => 5000, _ => 300 };
        while (true)
        {
            Sample[] groups = [.. Enumerable.Range(0, random.Next(2, 21)).Select(i => new Sample($"g{i}",
                Enumerable.Range(0, random.Next(3, largest + 1)).Select(_ => (double)random.Next(distinct) + i * distinct / 50)))];
            var first = Math.Min(groups[0].Count, groups[1].Count);
            if (groups[0].Sorted[0] < groups[0].Sorted[^1]
                && groups[0].AsList().Take(first).Zip(groups[1].AsList().Take(first)).Count(pair => pair.First != pair.Second) > 1) return groups;
        }
    }

    private static string Json(Sample[] groups) => "[" + string.Join(',', groups.Select(group =>
        "[" + string.Join(',', group.AsList().Select(value => value.ToString("R", CultureInfo.InvariantCulture))) + "]")) + "]";

    private static string[] Ask(IEnumerable<string> lines)
    {
        var python = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(HasSciPy);
        Assert.SkipWhen(python is null, "no python3 with scipy on this machine");
        using var process = Start(python!, "-c", Program);
        var output = process.StandardOutput.ReadToEndAsync();
        foreach (var line in lines) process.StandardInput.WriteLine(line);
        process.StandardInput.Close();
        return output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool HasSciPy(string python)
    {
        try
        {
            using var process = Start(python, "-c", "import scipy.stats");
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(false),
    })!;
}
