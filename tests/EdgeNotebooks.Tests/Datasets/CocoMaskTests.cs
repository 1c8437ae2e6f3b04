using System.Security.Cryptography;
using System.Text;
using EdgeNotebooks.Datasets.Coco;

namespace EdgeNotebooks.Tests.Datasets;

/// <summary>
/// Expected values: the COCO API's own common/maskApi.c (cocodataset/cocoapi, commit 28dffd9), compiled with gcc, rleFrPoly and
/// rleToString on the same polygons.
/// </summary>
public class CocoMaskTests
{
    [Fact]
    public void TwoPolygons_GetTheReferencesRuns()
    {
        Assert.Equal<uint>([11, 1, 9, 3, 7, 6, 4, 6, 5, 4, 6, 3, 7, 2, 8, 1, 37], PolygonRuns.Of([1, 1, 9, 2, 4, 8], 12, 10));
        Assert.Equal<uint>([8, 1, 8, 2, 6, 4, 2, 8, 2, 9, 2, 8, 3, 4, 53], PolygonRuns.Of([2.5, 0, 7.25, 3.5, 6, 9.75, 0, 9, 3.3, 4.1], 12, 10));
    }

    [Theory]
    [InlineData(";192N3M01N1O1O1Om0", new uint[] { 11, 1, 9, 3, 7, 6, 4, 6, 5, 4, 6, 3, 7, 2, 8, 1, 37 })]
    [InlineData("8181N2L4010O1Lb1", new uint[] { 8, 1, 8, 2, 6, 4, 2, 8, 2, 9, 2, 8, 3, 4, 53 })]
    [InlineData("0hm2`[T2dRMedkMTlg2N", new uint[] { 0, 3000, 70000, 12, 5, 90000, 3 })]
    public void CompressedRuns_AreTheReferences(string text, uint[] runs) => Assert.Equal(runs, RunLengths.FromText(text));

    /// <summary>400 polygons of 3 to 11 corners, many outside the picture or crossing themselves.</summary>
    [Fact]
    public void ManyPolygons_GetTheReferencesRunsAndText()
    {
        var state = 12345UL;
        int Next(int count) => (int)(((state = state * 6364136223846793005UL + 1442695040888963407UL) >> 33) % (ulong)count);
        var lines = new StringBuilder();
        for (var i = 0; i < 400; i++)
        {
            var corners = new double[2 * (3 + Next(9))];
            for (var j = 0; j < corners.Length; j++) corners[j] = (Next(7200) - 600) / 100.0;
            var runs = PolygonRuns.Of(corners, 60, 53);
            var text = Text(runs);
            Assert.Equal(runs, RunLengths.FromText(text));
            foreach (var run in runs) lines.Append(run).Append(' ');
            lines.Append(text).Append('\n');
        }

        Assert.Equal("21a724c6028fbab48aab0fa51491d890ac46ba956c7e0bf28a56774709428e88", Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(lines.ToString()))));
    }

    [Theory]
    [InlineData("0h")]
    [InlineData("0 ")]
    [InlineData("O")]
    public void DamagedText_IsRefused(string text) => Assert.Throws<FormatException>(() => RunLengths.FromText(text));

    [Theory]
    [InlineData(new uint[] { 3, 2 })]
    [InlineData(new uint[] { 3, 4 })]
    [InlineData(new uint[] { })]
    public void RunsThatDoNotFillThePicture_AreRefused(uint[] runs) =>
        Assert.Throws<FormatException>(() => RunLengths.Paint(runs, 2, 3, 1, new uint[6]));

    [Fact]
    public void Runs_GoDownTheColumns_AndAreJoined()
    {
        var target = new uint[6];
        RunLengths.Paint([2, 2, 2], 2, 3, 4, target);
        RunLengths.Paint([0, 1, 5], 2, 3, 2, target);
        // Columns of three rows: (., ., 4), (4, ., .)
        Assert.Equal<uint>([2, 4, 0, 0, 4, 0], target);
    }

    private static string Text(uint[] runs)
    {
        var text = new StringBuilder();
        for (var i = 0; i < runs.Length; i++)
        {
            var left = runs[i] - (i > 2 ? (long)runs[i - 2] : 0);
            for (var more = true; more;)
            {
                var digit = left & 31;
                left >>= 5;
                more = (digit & 16) != 0 ? left != -1 : left != 0;
                text.Append((char)(48 + digit + (more ? 32 : 0)));
            }
        }

        return text.ToString();
    }
}
