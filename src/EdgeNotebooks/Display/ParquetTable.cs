using Microsoft.Data.Analysis;
using Parquet;
using Parquet.Schema;

namespace EdgeNotebooks.Display;

/// <summary>A DataFrame as the bytes of an Apache Parquet file with one row group.</summary>
internal static class ParquetTable
{
    public static byte[] Of(DataFrame frame)
    {
        DataField[] fields = [.. frame.Columns.Select(column => new DataField(column.Name, Known(column), isNullable: true))];
        using var bytes = new MemoryStream();
        // Memory streams never wait, so this blocks on nothing.
        WriteAsync(frame, fields, bytes).GetAwaiter().GetResult();
        return bytes.ToArray();
    }

    private static async Task WriteAsync(DataFrame frame, DataField[] fields, Stream stream)
    {
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream).ConfigureAwait(false);
        using var rows = writer.CreateRowGroup();
        for (var i = 0; i < fields.Length; i++)
        {
            var column = frame.Columns[i];
            await (column switch
            {
                StringDataFrameColumn text => rows.WriteAsync(fields[i], [.. text.Select(cell => cell!)]),
                DoubleDataFrameColumn numbers => rows.WriteAsync<double>(fields[i], numbers.ToArray()),
                SingleDataFrameColumn numbers => rows.WriteAsync<float>(fields[i], numbers.ToArray()),
                Int32DataFrameColumn numbers => rows.WriteAsync<int>(fields[i], numbers.ToArray()),
                Int64DataFrameColumn numbers => rows.WriteAsync<long>(fields[i], numbers.ToArray()),
                BooleanDataFrameColumn flags => rows.WriteAsync<bool>(fields[i], flags.ToArray()),
                _ => throw Refuse(column),
            }).ConfigureAwait(false);
        }
    }

    private static Type Known(DataFrameColumn column) => column is StringDataFrameColumn or DoubleDataFrameColumn or SingleDataFrameColumn
        or Int32DataFrameColumn or Int64DataFrameColumn or BooleanDataFrameColumn ? column.DataType : throw Refuse(column);

    private static NotSupportedException Refuse(DataFrameColumn column) => new(
        $"column '{column.Name}' holds {column.DataType.Name}; Parquet is written for text, double, float, int, long and bool, convert it first");
}
