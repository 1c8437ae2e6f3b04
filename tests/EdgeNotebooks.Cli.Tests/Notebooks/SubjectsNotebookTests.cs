using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Cli.Tests.Notebooks;

/// <summary><c>guides/subjects</c> through the real command: all four small networks really running.</summary>
public sealed class SubjectsNotebookTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>60 pictures: the networks' 70 to 86 % with standard errors up to 5 points.</summary>
    [Fact]
    public void EverySubject_IsShownAndMeasured()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "run", "notebooks/guides/subjects.ipynb", "--out", _scratch.Path("out"), "--set", "pictures=60", "--set", "examples=2");
        Assert.True(outcome.Status == 0, outcome.Error);
        var executed = _scratch.Read("out/subjects.ipynb");
        var measured = Regex.Matches(executed.ToJsonString(), @"(\w+_mini): (top1|miou)_pct ([\d.]+) \[([\d.]+), ([\d.]+)\], n = 60");
        Assert.Equal(["resnet_mini", "resnext_mini", "fcn_mini", "duc_mini"], measured.Select(match => match.Groups[1].Value));
        Assert.All(measured, match =>
        {
            Assert.InRange(Number(match, 3), 50, 100);
            Assert.InRange(Number(match, 3), Number(match, 4), Number(match, 5));
        });

        // Four shapes for each of the data set and two classifiers; picture, answer and truth of two scenes for each segmentation; one served answer.
        Assert.Equal((3 * 4) + (2 * 2 * 3) + 1, executed.Of("text/html").Sum(html => Regex.Count(html, "<img [^>]*src=\"data:image/png;base64,")));
        Assert.Equal(2, executed.Figures().Count());
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
}
