using System.Globalization;
using System.Text;
using CsvHelper;
using MapDashboard.Domain;

namespace MapDashboard.Web.Tables;

/// <summary>Rows of separated values: UTF-8 with or without its mark, UTF-16 with it, else GB18030, which Chinese spreadsheets write; comma, semicolon or tab.</summary>
internal static class CsvRows
{
    private const int MostRecordBytes = 400_000;
    private static readonly char[] Separators = [',', ';', '\t'];
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The separator is the one by which most of the header is understood.</summary>
    public static Outcome<List<RawRow>> Read(byte[] bytes, TableLayout layout, CancellationToken cancellationToken)
    {
        if (Decode(bytes) is not { } text) return TableLimits.Unreadable("文件不是表格：请用 .xlsx，或 UTF-8、GBK 编码的 .csv");
        var separator = Separators.MaxBy(candidate => HeaderLength(text, candidate, layout));
        try
        {
            return ReadAll(text, separator, cancellationToken);
        }
        catch (CsvFormatException malformed)
        {
            return TableLimits.Unreadable(string.Create(CultureInfo.InvariantCulture, $"第 {malformed.RecordNumber} 行不合 CSV 的写法（多半是引号不成对），请用 Excel 另存一次"));
        }
    }

    private static string? Decode(byte[] bytes)
    {
        try
        {
            var text = Mark(bytes) is { } marked ? marked.GetString(bytes.AsSpan(marked.Preamble.Length)) : Utf8.GetString(bytes);
            return IsText(text) ? text : null;
        }
        catch (DecoderFallbackException)
        {
            // Not UTF-8: what a Chinese Excel writes without being asked.
            return DecodeGb18030(bytes);
        }
    }

    private static string? DecodeGb18030(byte[] bytes)
    {
        try
        {
            var text = Gb18030.GetString(bytes);
            return IsText(text) ? text : null;
        }
        catch (DecoderFallbackException)
        {
            // Nor that: the caller refuses it in words.
            return null;
        }
    }

    private static Encoding? Mark(byte[] bytes) =>
        new Encoding[] { new UTF8Encoding(true, true), new UnicodeEncoding(false, true, true), new UnicodeEncoding(true, true, true) }
            .FirstOrDefault(encoding => bytes.AsSpan().StartsWith(encoding.Preamble));

    private static bool IsText(string text) => !text.AsSpan().ContainsAnyInRange('\0', '\b') && !text.AsSpan().ContainsAnyInRange('\u000E', '\u001F');

    private static int HeaderLength(string text, char separator, TableLayout layout)
    {
        try
        {
            using var csv = Open(text, separator);
            return TableReader.FindHeader(Rows(csv).Take(30), layout) is { } header ? TableReader.Known(header, layout) : 0;
        }
        catch (CsvFormatException)
        {
            // Quotes that make no sense with this separator: another may do, and if none does, the reading itself says where.
            return 0;
        }
    }

    private static Outcome<List<RawRow>> ReadAll(string text, char separator, CancellationToken cancellationToken)
    {
        var rows = new List<RawRow>();
        using var csv = Open(text, separator);
        foreach (var row in Rows(csv))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Cells.Length > TableLimits.MostColumns) return TableLimits.TooManyColumns;
            if (row.Number > TableLimits.LastRowNumber) return TableLimits.TooManyRows;
            if (row.IsEmpty) continue;
            if (rows.Count > TableLimits.MostRows) return TableLimits.TooManyRows;
            rows.Add(row);
        }

        return rows;
    }

    private static CsvReader Open(string text, char separator) => CsvReader.FromText(text, new CsvReaderOptions
    {
        HasHeader = false, SkipEmptyLines = false, Separator = separator, DetectSeparatorHint = false, MaxRecordSize = MostRecordBytes,
        MalformedData = CsvMalformedDataHandling.Throw, FieldCountMismatch = CsvFieldCountHandling.Allow,
    });

    private static IEnumerable<RawRow> Rows(CsvReader csv)
    {
        for (var number = 1; csv.Read(); number++)
        {
            string[] cells = [.. csv.Current.ToArray().Select(CellText.OfCsv)];
            yield return new RawRow(number, cells, CellText.Faults(cells));
        }
    }
}
