using EdgeNotebooks.Inference;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Tests.Transport;

public class MessageTests
{
    [Theory]
    [InlineData(WireEncoding.Binary)]
    [InlineData(WireEncoding.Paper)]
    [InlineData(WireEncoding.Json)]
    public void ARequest_IsReadAsItWasWritten(WireEncoding encoding)
    {
        var body = Bytes(MessageWriter.WriteRequest(Request(), encoding), out var header);
        var read = MessageReader.ReadRequest(body, header);
        Assert.Equal("seven", read.Id);
        Assert.Equal("edge", read.Parameters["tier"]);
        Assert.Equal(3L, read.Parameters["count"]);
        Assert.Equal(0.5, read.Parameters["share"]);
        Assert.Equal(["y"], read.Requested.Select(output => output.Name));
        Assert.Equal([1.5f, -2, float.MaxValue, 0], read.Tensors[0].ToTensor().Values<float>().ToArray());
        Assert.Equal([2, 2], read.Tensors[0].Shape);
        Assert.Equal([long.MinValue, 7], read.Tensors[1].ToTensor().Values<long>().ToArray());
        Assert.Equal([0xFF, 0xD8, 0], Assert.Single(read.Tensors[2].ToByteStrings()).ToArray());
    }

    [Fact]
    public void ThePaperEncoding_TakesAThirdMore()
    {
        var message = new InferMessage { Tensors = [WireTensor.Of("x", Tensor.Of(new float[30_000], 30_000))] };
        Assert.InRange(MessageWriter.WriteRequest(message, WireEncoding.Binary).Length, 120_000, 120_400);
        Assert.InRange(MessageWriter.WriteRequest(message, WireEncoding.Paper).Length, 160_000, 160_400);
    }

    [Fact]
    public void BinaryData_BeginsAligned_SoThatTheTensorSharesTheBody()
    {
        var body = Bytes(MessageWriter.WriteRequest(Request(), WireEncoding.Binary), out var header);
        Assert.Equal(0, header % 64);
        var first = MessageReader.ReadRequest(body, header).Tensors[0].ToTensor();
        Assert.True(body.AsSpan().Overlaps(first.Bytes.Span));
    }

    [Theory]
    [InlineData("{", "damaged")]
    [InlineData("[]", "not an object")]
    [InlineData("{}", "no 'inputs'")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1],"data":[1]}]}""", "datatype")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP33","shape":[1],"data":[1]}]}""", "'FP33' is unknown")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[2],"data":[1]}]}""", "has 4 bytes")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[-1],"data":[1]}]}""", "axis of -1")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"UINT8","shape":[1],"data":[256]}]}""", "no uint8")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[4611686018427387904,4],"data":[1]}]}""", "more elements")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"parameters":{"binary_data_size":4}}]}""", "0 bytes are left")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":[1]},{"name":"x","datatype":"FP32","shape":[1],"data":[1]}]}""", "twice")]
    public void WhatIsNoRequest_IsRefused_WithWhatWasFound(string json, string word)
    {
        var error = Assert.Throws<InvalidMessageException>(() => MessageReader.ReadRequest(System.Text.Encoding.UTF8.GetBytes(json), headerLength: null));
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwentyThousandDamagedRequests_AreReadOrRefused_NeverAnythingElse()
    {
        var random = new Random(6);
        var originals = new[] { WireEncoding.Binary, WireEncoding.Paper, WireEncoding.Json }.Select(encoding => (Body: Bytes(MessageWriter.WriteRequest(Request(), encoding), out var header), Header: header)).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var (original, header) = originals[i % 3];
            var body = (byte[])original.Clone();
            for (var change = random.Next(1, 6); change > 0; change--) body[random.Next(body.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : "{}[]\",:0-9"[random.Next(10)]);
            if (random.Next(4) == 0) body = body[..random.Next(body.Length)];
            if (random.Next(8) == 0) header = random.Next(-5, body.Length + 5);
            try
            {
                foreach (var tensor in MessageReader.ReadRequest(body, header).Tensors) SeamPacking.Unpack(tensor);
            }
            catch (InvalidMessageException)
            {
            }
        }
    }

    [Theory]
    [InlineData(SeamCompression.Fp16, 0.5, 1 / 2048.0)]
    [InlineData(SeamCompression.Int8, 0.25, 1 / 254.0)]
    [InlineData(SeamCompression.Lz4, 0.8, 0)]
    [InlineData(SeamCompression.Zstd, 0.8, 0)]
    public void APackedSeam_IsSmaller_AndAsExactAsItsKindSays(SeamCompression compression, double share, double error)
    {
        var random = new Random(1);
        // As behind a ReLU: half the values are zero.
        var values = Enumerable.Range(0, 10_000).Select(_ => Math.Max(0, (float)(random.NextDouble() - 0.5))).ToArray();
        var packed = SeamPacking.Pack(WireTensor.Of("seam", Tensor.Of(values, 100, 100)), compression);
        Assert.InRange(packed.Content.Length, 1, 40_000 * share);
        var body = Bytes(MessageWriter.WriteRequest(new InferMessage { Tensors = [packed] }, WireEncoding.Paper), out var header);
        var unpacked = SeamPacking.Unpack(MessageReader.ReadRequest(body, header).Tensors[0]).ToTensor().Values<float>().ToArray();
        Assert.All(values.Zip(unpacked), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 0.5 * error + 1e-9));
    }

    private static InferMessage Request() => new()
    {
        Id = "seven",
        Parameters = new Dictionary<string, object> { ["tier"] = "edge", ["count"] = 3L, ["share"] = 0.5, ["flag"] = true },
        Tensors = [WireTensor.Of("x", Tensor.Of([1.5f, -2, float.MaxValue, 0], 2, 2)), WireTensor.Of("n", Tensor.Of([long.MinValue, 7L], 2)), WireTensor.OfBytes("picture", [0xFF, 0xD8, 0])],
        Requested = [new("y", true)],
    };

    private static byte[] Bytes(EncodedMessage message, out int? header)
    {
        header = message.HeaderLength;
        return [.. message.Json.Span, .. message.Binary.SelectMany(part => part.ToArray())];
    }
}
