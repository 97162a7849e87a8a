using MapDashboard.Domain;

namespace MapDashboard.Web.Tables;

/// <summary>
/// Reads a workbook (.xlsx) or separated values (.csv, .txt) of any of the usual encodings, told apart by their bytes and never by their name.
/// What cannot be read is a refusal of one sentence; what a single cell lacks is an error of its row.
/// </summary>
public static class TableReader
{
    /// <summary>Titles and remarks may stand above the header, but not more than these rows.</summary>
    private const int MostRowsAboveHeader = 10;

    /// <param name="bytes">The file.</param>
    /// <param name="layout">The columns that it may have.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The table, or <see cref="RefusalCodes.TableUnreadable"/> or <see cref="RefusalCodes.TableHeaderRefused"/>.</returns>
    public static Outcome<Table> Read(byte[] bytes, TableLayout layout, CancellationToken cancellationToken)
    {
        var raw = Starts(bytes, "PK\u0003\u0004"u8) ? XlsxRows.Read(bytes, cancellationToken)
            : NotATable(bytes) is { } words ? TableLimits.Unreadable(words)
            : CsvRows.Read(bytes, layout, cancellationToken);
        return raw.Refusal is { } refusal ? refusal : Understand(raw.Value, layout);
    }

    /// <summary>Whether the bytes are JSON: packs come as JSON too.</summary>
    public static bool IsJson(byte[] bytes) => FirstLetter(bytes) is (byte)'{' or (byte)'[';

    /// <summary>Where the header stands; null where no row of the first ones has any known one.</summary>
    internal static RawRow? FindHeader(IEnumerable<RawRow> rows, TableLayout layout) =>
        rows.Where(row => !row.IsEmpty).Take(MostRowsAboveHeader)
            .Select(row => (row, known: Known(row, layout)))
            .Where(candidate => candidate.known > 0)
            .OrderByDescending(candidate => candidate.known).Select(candidate => candidate.row).FirstOrDefault();

    internal static int Known(RawRow row, TableLayout layout) => row.Cells.Count(cell => layout.Find(cell) is not null);

    private static Outcome<Table> Understand(List<RawRow> rows, TableLayout layout)
    {
        if (rows.TrueForAll(row => row.IsEmpty)) return TableLimits.Unreadable("表格是空的");
        if (FindHeader(rows, layout) is not { } header) return Headers("没有找到表头", layout);
        var own = Enumerable.Range(0, header.Cells.Length).Where(n => ErrorSheet.IsOwn(header.Cells[n])).ToHashSet();
        var body = rows.Where(row => row.Number > header.Number && row.Cells.Where((cell, n) => cell.Length > 0 && !own.Contains(n)).Any()).ToList();
        var places = new Dictionary<TableColumn, int>();
        var faults = new List<string>();
        var unknown = new List<string>();
        for (var n = 0; n < header.Cells.Length; n++)
        {
            var text = header.Cells[n];
            if (own.Contains(n)) continue;
            if (layout.Find(text) is { } column)
            {
                if (!places.TryAdd(column, n)) faults.Add($"“{text}”出现了两次");
            }
            else if (text.Length > 0)
            {
                unknown.Add($"“{text}”");
            }
            else if (body.Exists(row => row.Cell(n).Length > 0))
            {
                faults.Add($"第 {n + 1} 列有内容而没有表头");
            }
        }

        string[] missing = [.. layout.Columns.Where(column => column.Required && !places.ContainsKey(column)).Select(column => $"“{column.Header}”")];
        if (unknown.Count > 0) faults.Add("不认识" + string.Join('、', unknown));
        if (missing.Length > 0) faults.Add("缺少" + string.Join('、', missing));
        if (faults.Count > 0) return Headers("表头不对：" + string.Join("，", faults), layout);
        return new Table(
            [.. places.OrderBy(place => place.Value).Select(place => place.Key)],
            [.. body.Select(row => new TableRow(row.Number, places.ToDictionary(place => place.Key.Code, place => row.Cell(place.Value), StringComparer.Ordinal)))],
            [.. body.SelectMany(row => places.Where(place => row.Faults.ContainsKey(place.Value))
                .Select(place => new RowError(row.Number, place.Key.Header, row.Faults[place.Value])))]);
    }

    private static Refusal Headers(string words, TableLayout layout) => new(
        RefusalCodes.TableHeaderRefused,
        $"{words}。应有的列：{string.Join("、", layout.Columns.Select(column => column.Header + (column.Required ? "（必需）" : "")))}");

    /// <summary>What else clerks send, each with the way out; null for what may be text.</summary>
    private static string? NotATable(byte[] bytes)
    {
        // An encrypted workbook is wrapped in the old format, with this stream in it.
        if (Starts(bytes, [0xD0, 0xCF, 0x11, 0xE0]))
        {
            return bytes.AsSpan().IndexOf(System.Text.Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0
                ? "文件设有密码，请去掉密码后再导入"
                : "这是旧的 .xls 格式，请另存为 .xlsx";
        }

        if (Starts(bytes, "%PDF"u8)) return "这是 PDF，请用 .xlsx 或 .csv";
        if (FirstLetter(bytes) == '<') return "这是网页或 XML（有的系统导出的 .xls 其实是网页），请用 Excel 打开后另存为 .xlsx";
        return null;
    }

    private static bool Starts(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark) => bytes.StartsWith(mark);

    private static byte? FirstLetter(byte[] bytes)
    {
        ReadOnlySpan<byte> rest = bytes;
        if (rest.StartsWith(System.Text.Encoding.UTF8.Preamble)) rest = rest[3..];
        rest = rest.TrimStart(" \t\r\n"u8);
        return rest.IsEmpty ? null : rest[0];
    }
}
