using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NetTopologySuite.IO;
using Npgsql;
using NpgsqlTypes;
using Shape = NetTopologySuite.Geometries.Geometry;

namespace MapDashboard.Data.Bulk;

/// <summary>Very many rows of one table by binary COPY. The columns come from the model, so that none can be forgotten.</summary>
internal sealed class RowCopy
{
    private readonly string statement;
    private readonly Column[] columns;

    /// <param name="model">The context's.</param>
    /// <param name="entity">Its rows are copied; what the database draws itself (identity columns) is not.</param>
    public RowCopy(IModel model, Type entity)
    {
        var type = model.FindEntityType(entity)!;
        columns = [.. type.GetProperties().Where(property => property.ValueGenerated != ValueGenerated.OnAdd || property.ClrType != typeof(long)).Select(property => new Column(property))];
        statement = $"copy {type.GetTableName()} ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) from stdin (format binary)";
    }

    /// <param name="connection">Perhaps in a transaction.</param>
    /// <param name="rows">Entities, in the order in which they are inserted.</param>
    /// <param name="shadow">Values of columns that the class does not have, by place of the row.</param>
    /// <param name="cancellationToken">Stops it; nothing was copied then.</param>
    public async Task CopyAsync<TEntity>(NpgsqlConnection connection, IReadOnlyList<TEntity> rows, Func<int, object?>? shadow, CancellationToken cancellationToken)
        where TEntity : class
    {
        if (rows.Count == 0) return;
        await using var import = await connection.BeginBinaryImportAsync(statement, cancellationToken);
        import.Timeout = Timeout.InfiniteTimeSpan;
        for (var n = 0; n < rows.Count; n++)
        {
            await import.StartRowAsync(cancellationToken);
            foreach (var column in columns)
            {
                var value = column.IsShadow ? shadow!(n) : column.Read(rows[n]);
                if (value is null) await import.WriteNullAsync(cancellationToken);
                else await import.WriteAsync(column.ToBinary(value), column.Type, cancellationToken);
            }
        }

        await import.CompleteAsync(cancellationToken);
    }

    private sealed class Column
    {
        private readonly IProperty property;
        private readonly Func<object, object?>? convert;

        public Column(IProperty property)
        {
            this.property = property;
            Name = property.GetColumnName();
            convert = property.FindTypeMapping()!.Converter is { } converter ? converter.ConvertToProvider : null;
            var store = property.GetColumnType();
            Type = store switch
            {
                "uuid" => NpgsqlDbType.Uuid,
                "text" => NpgsqlDbType.Text,
                "integer" => NpgsqlDbType.Integer,
                "bigint" => NpgsqlDbType.Bigint,
                "boolean" => NpgsqlDbType.Boolean,
                "double precision" => NpgsqlDbType.Double,
                "timestamp with time zone" => NpgsqlDbType.TimestampTz,
                "bytea" => NpgsqlDbType.Bytea,
                "json" => NpgsqlDbType.Json,
                "jsonb" => NpgsqlDbType.Jsonb,
                "text[]" => NpgsqlDbType.Array | NpgsqlDbType.Text,
                "uuid[]" => NpgsqlDbType.Array | NpgsqlDbType.Uuid,

                // PostGIS reads the very bytes of EWKB.
                _ when store.StartsWith("geometry", StringComparison.Ordinal) => NpgsqlDbType.Bytea,
                _ => throw new NotSupportedException($"Rows with a column of type {store} cannot be copied yet."),
            };
        }

        public string Name { get; }

        public NpgsqlDbType Type { get; }

        public bool IsShadow => property.IsShadowProperty();

        public object? Read(object row) => property.GetGetter().GetClrValueUsingContainingEntity(row);

        public object ToBinary(object value) => (convert is null ? value : convert(value)!) switch
        {
            Shape shape => new WKBWriter(ByteOrder.LittleEndian, handleSRID: true, emitZ: false, emitM: false).Write(shape),
            var plain => plain,
        };
    }
}
