using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using MapDashboard.Domain;

namespace MapDashboard.Web.Tables;

/// <summary>Rows of the first visible sheet of a workbook.</summary>
internal static class XlsxRows
{
    private const string Broken = "工作簿损坏或不完整，请用 Excel 打开后另存一次";

    // The reader's settings begin with a code page of old Windows, also for a workbook that needs none.
    static XlsxRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Outcome<List<RawRow>> Read(byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            return Suspicion(bytes, cancellationToken) is { } words ? TableLimits.Unreadable(words) : ReadSheet(bytes, cancellationToken);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            // Whatever made-up bytes bring the parsers to throw, the file is what is wrong.
            return TableLimits.Unreadable(Broken);
        }
    }

    /// <summary>Unpacks everything into nothing first: what a zip says of its own size is not to be believed.</summary>
    private static string? Suspicion(byte[] bytes, CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        if (!zip.Entries.Any(entry => entry.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase))) return "这个压缩包不是 .xlsx 表格";
        var buffer = new byte[81_920];
        var total = 0L;
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                total += read;
                if (total > TableLimits.MostUnpackedBytes) return $"工作簿解压后超过 {TableLimits.MostUnpackedBytes / 1_000_000} MB";
            }
        }

        return null;
    }

    private static Outcome<List<RawRow>> ReadSheet(byte[] bytes, CancellationToken cancellationToken)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(bytes, writable: false));
        while (!string.Equals(reader.VisibleState, "visible", StringComparison.OrdinalIgnoreCase))
        {
            if (!reader.NextResult()) return TableLimits.Unreadable("工作簿没有可见的工作表");
        }

        if (reader.FieldCount > TableLimits.MostColumns) return TableLimits.TooManyColumns;
        var rows = new List<RawRow>();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.Depth >= TableLimits.LastRowNumber) return TableLimits.TooManyRows;
            var row = Row(reader);
            if (row.IsEmpty) continue;
            if (rows.Count > TableLimits.MostRows) return TableLimits.TooManyRows;
            rows.Add(row);
        }

        return rows;
    }

    private static RawRow Row(IExcelDataReader reader)
    {
        var cells = new string[reader.FieldCount];
        Dictionary<int, string>? faults = null;
        for (var n = 0; n < cells.Length; n++)
        {
            var value = reader.GetValue(n);
            cells[n] = CellText.Of(value);
            if (CellText.IsRounded(value)) (faults ??= [])[n] = CellText.Rounded;
        }

        foreach (var (place, fault) in CellText.Faults(cells)) (faults ??= [])[place] = fault;
        return new RawRow(reader.Depth + 1, cells, faults ?? RawRow.NoFaults);
    }
}
