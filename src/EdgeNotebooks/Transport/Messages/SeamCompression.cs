namespace EdgeNotebooks.Transport.Messages;

/// <summary>What is done to float32 seam tensors before they cross from one tier to the next.</summary>
public enum SeamCompression
{
    /// <summary>Nothing, as in the study.</summary>
    None,

    /// <summary>Half precision: half the bytes, relative error up to 2^-11; values over 65504 become infinite.</summary>
    Fp16,

    /// <summary>Eight bits with one scale for the tensor: a quarter of the bytes, error up to 1/254 of the largest magnitude.</summary>
    Int8,

    /// <summary>LZ4, without loss: fast; helps where many values are zero, as behind a ReLU.</summary>
    Lz4,

    /// <summary>Zstandard level 1, without loss: smaller and slower than LZ4.</summary>
    Zstd,
}
