using System.Text;
using System.Text.Json;
using CsvHelper;
using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Issues;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Export;

/// <summary>What an export is written as.</summary>
public enum ExportFormat
{
    Xlsx,
    Csv,
    Geojson,
}

/// <summary>GET /api/export: the issues that a filter of GET /api/issues means, as a file. Written page by page, so that memory does not grow with it.</summary>
public static class ExportIssues
{
    /// <summary>A spreadsheet that is longer helps nobody; what has more is asked for in pieces.</summary>
    public const int MostIssues = 50_000;
    private const int Page = 500;
    private static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    public static async Task<IResult> HandleAsync(
        [AsParameters] IssueFilter filter, HttpContext context, MapDbContext db, IOptions<MapOptions> options, TimeProvider time, CancellationToken cancellationToken,
        string? format = null, string? mine = null, string? reporter = null)
    {
        if (!Words<ExportFormat>.TryParse(string.IsNullOrEmpty(format) ? "xlsx" : format, out var kind)) return Problems.Refuse(RefusalCodes.RequestInvalid, "format is xlsx, csv or geojson.");
        if (mine is not (null or "" or "true" or "false")) return QueryValues.Unreadable("mine");
        if (reporter is not (null or "" or "true" or "false")) return QueryValues.Unreadable("reporter");
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, filter.Area, cancellationToken);
        if (viewer.Refusal is { } outside) return outside.ToResult();
        var now = time.UtcNow();
        var found = await IssueSearch.FindAsync(db, viewer.Value, filter, now, cancellationToken);
        if (found.Refusal is { } refusal) return refusal.ToResult();
        var count = await found.Value.CountAsync(cancellationToken);
        if (count > MostIssues)
        {
            return new Refusal(
                RefusalCodes.ExportTooLarge,
                $"The filter means {count} issues; a file takes {MostIssues}. Narrow it, for example by from and to.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["count"] = count, ["most"] = MostIssues }).ToResult();
        }

        var about = new ExportContext(
            await db.Areas.ToDictionaryAsync(area => area.Code, area => area.Name, StringComparer.Ordinal, cancellationToken),
            await db.Categories.ToDictionaryAsync(category => category.Code, category => category.Name, StringComparer.Ordinal, cancellationToken),
            options.Value.Zone,
            now);
        var rows = new ExportRows(db, found.Value, context.Caller().Actor, about, mine == "true", reporter == "true");
        var name = $"issues-{TimeZoneInfo.ConvertTimeFromUtc(now, about.Zone):yyyyMMdd-HHmm}.{Words<ExportFormat>.Of(kind)}";
        return kind switch
        {
            ExportFormat.Xlsx => await WorkbookAsync(rows, name, cancellationToken),
            ExportFormat.Csv => Results.Stream(target => CsvAsync(rows, target, cancellationToken), TableWriter.MediaType(TableFormat.Csv), name),
            ExportFormat.Geojson => Results.Stream(target => GeoJsonAsync(rows, target, cancellationToken), "application/geo+json", name),
        };
    }

    /// <summary>Through a file that vanishes when it is sent: a zip is written synchronously, which an answer may not be.</summary>
    private static async Task<IResult> WorkbookAsync(ExportRows rows, string name, CancellationToken cancellationToken)
    {
        var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        try
        {
            using (var sheet = new LongXlsxFile(file, rows.Layout))
            {
                await foreach (var page in rows.PagesAsync(Page, cancellationToken))
                {
                    foreach (var row in page) sheet.Write(row.Cells);
                }
            }

            file.Position = 0;
            return Results.Stream(file, TableWriter.MediaType(TableFormat.Xlsx), name);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task CsvAsync(ExportRows rows, Stream target, CancellationToken cancellationToken)
    {
        await target.WriteAsync(Encoding.UTF8.Preamble.ToArray(), cancellationToken);
        await target.WriteAsync(CsvLines([[.. rows.Layout.Columns.Select(column => column.Header)]]), cancellationToken);
        await foreach (var page in rows.PagesAsync(Page, cancellationToken)) await target.WriteAsync(CsvLines(page.Select(row => row.Cells)), cancellationToken);
    }

    private static byte[] CsvLines(IEnumerable<string[]> lines)
    {
        using var text = new StringWriter();
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\r\n", ValidateFieldCount = false, Injection = CsvInjection.Escape }))
        {
            foreach (var line in lines) csv.WriteRecord(line);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task GeoJsonAsync(ExportRows rows, Stream target, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(target, Plain);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        await foreach (var page in rows.PagesAsync(Page, cancellationToken))
        {
            foreach (var (issue, cells) in page) WriteFeature(json, rows.Layout, issue, cells);
            await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>RFC 7946: WGS 84, longitude first. Properties bear the codes of the columns, with the words' codes beside.</summary>
    private static void WriteFeature(Utf8JsonWriter json, TableLayout layout, IssueView issue, string[] cells)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", issue.Id);
        json.WriteStartObject("geometry");
        json.WriteString("type", "Point");
        json.WriteStartArray("coordinates");
        json.WriteNumberValue(issue.Location.Lon);
        json.WriteNumberValue(issue.Location.Lat);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("statusCode", Words<IssueStatus>.Of(issue.Status));
        json.WriteString("categoryCode", issue.Category);
        for (var n = 0; n < cells.Length; n++)
        {
            if (cells[n].Length > 0 && layout.Columns[n].Code is not ("lon" or "lat")) json.WriteString(layout.Columns[n].Code, cells[n]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
