namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Values that a callback writes each time they are needed, so that they never exist as a whole.</summary>
internal sealed class StreamedPayload(string tensor, long length, Action<Stream> write) : Payload(RawData, length)
{
    public const int RawData = 9;

    public override void CopyTo(ModelOutput output)
    {
        var counted = new CountedStream(output, Length);
        write(counted);
        if (counted.Written != Length)
            throw new InvalidModelException(tensor, $"its callback wrote {counted.Written} bytes, but its type and shape need {Length}");
    }

    public override Stream Open()
    {
        var bytes = new MemoryStream(checked((int)Length));
        write(bytes);
        bytes.Position = 0;
        return bytes;
    }

    private sealed class CountedStream(ModelOutput output, long limit) : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Written;

        public override long Position
        {
            get => Written;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Written += buffer.Length;
            if (Written <= limit) output.Write(buffer);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
