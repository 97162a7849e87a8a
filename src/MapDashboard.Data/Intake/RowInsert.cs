using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NetTopologySuite.IO;
using Npgsql;
using NpgsqlTypes;
using Shape = NetTopologySuite.Geometries.Geometry;

namespace MapDashboard.Data.Intake;

/// <summary>
/// Many rows of one table in one statement: an array for each column. The columns come from the model, so that none can be forgotten; those that
/// are null in every row are left out.
/// </summary>
internal sealed class RowInsert
{
    private readonly string table;
    private readonly Column[] columns;

    /// <param name="model">The context's.</param>
    /// <param name="entity">Its rows are inserted; what the database draws itself (identity columns) is not.</param>
    public RowInsert(IModel model, Type entity)
    {
        var type = model.FindEntityType(entity)!;
        table = type.GetTableName()!;
        columns = [.. type.GetProperties().Where(property => property.ValueGenerated != ValueGenerated.OnAdd || property.ClrType != typeof(long)).Select(property => new Column(property))];
    }

    /// <param name="rows">Entities, in the order in which they are inserted.</param>
    /// <param name="shadow">Values of columns that the class does not have, by name and place of the row.</param>
    public NpgsqlBatchCommand Of<TEntity>(IReadOnlyList<TEntity> rows, Func<string, int, object?>? shadow = null)
        where TEntity : class
    {
        var command = new NpgsqlBatchCommand();
        var (names, values, arrays) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        foreach (var column in columns)
        {
            var array = column.NewArray(rows.Count);
            var isEmpty = true;
            for (var n = 0; n < rows.Count; n++)
            {
                var value = column.IsShadow ? shadow!(column.Property, n) : column.Read(rows[n]);
                if (value is null) continue;
                isEmpty = false;
                array.SetValue(column.ToParameter(value), n);
            }

            if (isEmpty) continue;
            command.Parameters.Add(new NpgsqlParameter { Value = array, NpgsqlDbType = NpgsqlDbType.Array | column.Type });
            if (names.Length > 0)
            {
                names.Append(", ");
                values.Append(", ");
                arrays.Append(", ");
            }

            names.Append('"').Append(column.Name).Append('"');
            values.Append("r.\"").Append(column.Name).Append('"').Append(column.Cast);
            arrays.Append('$').Append(command.Parameters.Count);
        }

        command.CommandText = $"insert into {table} ({names}) select {values} from unnest({arrays}) as r ({names})";
        return command;
    }

    /// <summary>What an array can hold goes as it is; arrays, JSON and shapes go as text or bytes and are cast by the database.</summary>
    private sealed class Column
    {
        private readonly IProperty property;
        private readonly Func<object, object?>? convert;
        private readonly Type element;

        public Column(IProperty property)
        {
            this.property = property;
            Property = property.Name;
            Name = property.GetColumnName();
            var store = property.GetColumnType();
            var mapping = property.FindTypeMapping()!;
            convert = mapping.Converter is { } converter ? converter.ConvertToProvider : null;
            (Type, element, Cast) = store switch
            {
                "uuid" => (NpgsqlDbType.Uuid, typeof(Guid?), ""),
                "text" => (NpgsqlDbType.Text, typeof(string), ""),
                "integer" => (NpgsqlDbType.Integer, typeof(int?), ""),
                "bigint" => (NpgsqlDbType.Bigint, typeof(long?), ""),
                "boolean" => (NpgsqlDbType.Boolean, typeof(bool?), ""),
                "double precision" => (NpgsqlDbType.Double, typeof(double?), ""),
                "timestamp with time zone" => (NpgsqlDbType.TimestampTz, typeof(DateTime?), ""),
                "bytea" => (NpgsqlDbType.Bytea, typeof(byte[]), ""),
                "json" or "jsonb" or "text[]" or "uuid[]" => (NpgsqlDbType.Text, typeof(string), "::" + store),
                _ when store.StartsWith("geometry", StringComparison.Ordinal) => (NpgsqlDbType.Bytea, typeof(byte[]), "::geometry"),
                _ => throw new NotSupportedException($"Rows with a column of type {store} cannot be inserted together yet."),
            };
        }

        public string Property { get; }

        public string Name { get; }

        public NpgsqlDbType Type { get; }

        public string Cast { get; }

        public bool IsShadow => property.IsShadowProperty();

        public Array NewArray(int length) => Array.CreateInstance(element, length);

        public object? Read(object row) => property.GetGetter().GetClrValueUsingContainingEntity(row);

        public object? ToParameter(object value) => (convert is null ? value : convert(value)) switch
        {
            Shape shape => new WKBWriter(ByteOrder.LittleEndian, handleSRID: true, emitZ: false, emitM: false).Write(shape),
            string[] texts => TextArray.Of(texts),
            Guid[] ids => "{" + string.Join(',', ids) + "}",
            var plain => plain,
        };
    }
}
