using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeNotebooks.Experiments.Recording;

namespace EdgeNotebooks.Tests.Experiments;

public sealed class JournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The check value of CRC-32 in every catalogue of checksums.
    [Fact]
    public void TheChecksum_IsTheUsualCrc32() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    [Fact]
    public void CutOffAtAnyByte_AJournalKeepsEveryWholeRecord()
    {
        var path = Written(5);
        var bytes = File.ReadAllBytes(path);
        var ends = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').Select(i => i + 1).ToArray();
        for (var length = 0; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            using (var journal = Journal.Open(_folder.Path)) Assert.Equal(ends.Count(end => end <= length), journal.Entries.Count);
            Assert.Equal(ends.LastOrDefault(end => end <= length), new FileInfo(path).Length);
        }
    }

    [Fact]
    public void AfterATornEnd_RecordsAreAddedWhereTheWholeOnesStop()
    {
        var path = Written(3);
        File.AppendAllText(path, "0badc0de {\"kind\":\"ro");
        using (var journal = Journal.Open(_folder.Path)) journal.Add(new ArtifactEntry("a", "late", "key", FromCache: true));
        Assert.Equal(4, Journal.Read(_folder.Path).Count);
    }

    // Power loss can leave blocks of zeros where the end of a file should be.
    [Fact]
    public void ZerosAtTheEnd_AreATornEnd()
    {
        var path = Written(3);
        using (var file = new FileStream(path, FileMode.Append)) file.Write(new byte[4096]);
        using var journal = Journal.Open(_folder.Path);
        Assert.Equal(3, journal.Entries.Count);
    }

    [Fact]
    public void ADamagedRecordInTheMiddle_IsNamed_AndNothingIsThrownAway()
    {
        var path = Written(4);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("two"u8)] ^= 1;
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<JournalException>(() => Journal.Open(_folder.Path));
        Assert.Contains("record 3", error.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    // Rows have generated code of their own; what reads them is the serializer of every other entry.
    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public void ARow_IsWrittenAsTheSerializerWritesAnyEntry(bool? matches)
    {
        var row = new MeasurementEntry
        {
            Key = new(new("größe_mini", "partition+\"quantize\"", "mobile_edge", new(200, 0.001), "binary", "warm", "steady"), 3, 2, "a/b, c"),
            Links = new(1 / 3.0, 1e-9),
            Order = 1L << 40,
            Timestamp = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            LatencySeconds = 0.1 + 0.2,
            Kept = true,
            Weights = "trained",
            Start = 7,
            AnswerMatches = matches,
            Certificate = "NOT EMULATED: <1 ms>",
            RequestBytes = 5_000_000_000,
            Steps = new Dictionary<string, double> { ["client encode"] = 1e-5, ["edge inference"] = 0 },
        };
        var expected = JsonSerializer.Serialize<Entry>(row, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });
        var line = JournalLine.Write(row);
        Assert.Equal(expected, Encoding.UTF8.GetString(line)[9..^1]);
        var read = Assert.IsType<MeasurementEntry>(JournalLine.Read(line.AsSpan(..^1)));
        Assert.Equal((row.Key, row.LatencySeconds, row.AnswerMatches), (read.Key, read.LatencySeconds, read.AnswerMatches));
        var csv = Encoding.UTF8.GetString(MeasurementFile.Content([row])).Split('\n')[1];
        Assert.StartsWith("größe_mini,\"partition+\"\"quantize\"\"\",mobile_edge,0.3333333333333333,1E-09,binary,warm,steady,3,2,\"a/b, c\",1099511627776,2026-01-02T03:04:05.678000Z,0.30000000000000004,true,trained,200,0.001,7,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void AFullDisk_LosesNothingThatWasFinished()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("needs /dev/full");
        Directory.CreateDirectory(_folder["full"]);
        File.CreateSymbolicLink(Path.Combine(_folder["full"], MeasurementFile.FileName + ".new"), "/dev/full");
        var error = Assert.Throws<JournalException>(() => MeasurementFile.Open(_folder["full"], []));
        Assert.Contains("make room", error.Message, StringComparison.Ordinal);
    }

    private string Written(int records)
    {
        string[] words = ["one", "two", "three", "four"];
        using (var journal = Journal.Open(_folder.Path))
        {
            journal.Add(new HeaderEntry(Journal.Format, "conditions", Rehearsal: false));
            for (var i = 0; i < records - 1; i++) journal.Add(new ArtifactEntry("a", words[i], "key", FromCache: false));
        }

        return Path.Combine(_folder.Path, Journal.FileName);
    }
}
