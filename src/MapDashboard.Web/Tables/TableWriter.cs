using System.Text;
using CsvHelper;

namespace MapDashboard.Web.Tables;

/// <summary>Writes tables for clerks: every cell a text, so that long digits stay, and none of them a formula.</summary>
public static class TableWriter
{
    /// <param name="layout">Names the sheet and fills the explanation sheet.</param>
    /// <param name="columns">Those to write, in order.</param>
    /// <param name="rows">By the codes of the columns.</param>
    /// <param name="format">A workbook, or separated values that a spreadsheet opens as UTF-8.</param>
    public static byte[] Write(TableLayout layout, IReadOnlyList<TableColumn> columns, IEnumerable<TableRow> rows, TableFormat format)
    {
        string[] header = [.. columns.Select(column => column.Header)];
        var body = rows.Select(row => columns.Select(column => row[column.Code]).ToArray());
        return format switch
        {
            TableFormat.Xlsx => XlsxFile.Write(layout, columns, [header, .. body]),
            TableFormat.Csv => Csv([header, .. body]),
        };
    }

    /// <summary>Content type of a format.</summary>
    public static string MediaType(TableFormat format) => format switch
    {
        TableFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        TableFormat.Csv => "text/csv; charset=utf-8",
    };

    private static byte[] Csv(IEnumerable<string[]> rows)
    {
        using var memory = new MemoryStream();
        using (var text = new StreamWriter(memory, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\r\n", ValidateFieldCount = false, Injection = CsvInjection.Escape }))
        {
            foreach (var row in rows) csv.WriteRecord(row);
        }

        return memory.ToArray();
    }
}
