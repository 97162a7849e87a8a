#pragma warning disable NPG9001 // Npgsql's converter interfaces are marked experimental; decisions/0005 says why we use them.
using NetTopologySuite.IO;
using Npgsql.Internal;
using Shape = NetTopologySuite.Geometries.Geometry;

namespace MapDashboard.Data.Geometries;

/// <summary>Reads and writes PostGIS's EWKB (the SRID travels with each value), two-dimensional, little-endian.</summary>
internal sealed class GeometryConverter<TShape> : PgStreamingConverter<TShape>
    where TShape : Shape
{
    public override TShape Read(PgReader reader) => ReadShape(reader.GetStream());

    public override async ValueTask<TShape> ReadAsync(PgReader reader, CancellationToken cancellationToken = default)
    {
        // NetTopologySuite reads synchronously, so the bytes are brought in first: the socket must not block a thread.
        await reader.BufferAsync(reader.CurrentRemaining, cancellationToken).ConfigureAwait(false);
        return ReadShape(reader.GetStream());
    }

    public override Size GetSize(SizeContext context, TShape value, ref object? writeState)
    {
        var bytes = Bytes(value);
        writeState = bytes;
        return bytes.Length;
    }

    public override void Write(PgWriter writer, TShape value) =>
        writer.WriteBytes((byte[]?)writer.Current.WriteState ?? Bytes(value));

    public override ValueTask WriteAsync(PgWriter writer, TShape value, CancellationToken cancellationToken = default) =>
        writer.WriteBytesAsync((byte[]?)writer.Current.WriteState ?? Bytes(value), cancellationToken);

    private static TShape ReadShape(Stream stream)
    {
        var shape = new WKBReader { HandleSRID = true }.Read(stream);
        return shape as TShape
            ?? throw new InvalidCastException($"The column holds a {shape.GeometryType} where the model expects a {typeof(TShape).Name}.");
    }

    private static byte[] Bytes(TShape value) =>
        new WKBWriter(ByteOrder.LittleEndian, handleSRID: true, emitZ: false, emitM: false).Write(value);
}
