using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using MapDashboard.Data.Areas;
using MapDashboard.Domain;
using MapDashboard.Domain.Areas.Import;
using MapDashboard.Domain.Coordinates;

namespace MapDashboard.Web.Areas;

/// <summary>
/// Turns an uploaded file into features. GeoJSON is read here; Shapefile in a zip, GeoPackage and KML go through GDAL's ogr2ogr, told apart
/// by their own first bytes, without the drivers that open other files or addresses, and with limits on time and memory: a hostile file must not take the server with it.
/// </summary>
public sealed class VectorFormats(ILogger<VectorFormats> logger)
{
    private const string Converter = "/usr/bin/ogr2ogr";
    private const long MostMemory = 2_000_000_000;
    private const long MostUnpacked = 500_000_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public async Task<Outcome<IReadOnlyList<ImportFeature>>> ReadAsync(string path, CoordinateSystem crs, string? encoding, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(path, cancellationToken);
        if (head.Length == 0) return GeoJsonFile.Unreadable("文件是空的");
        var source = FormatOf(head, path);
        if (source is not { } format)
        {
            await using var stream = File.OpenRead(path);
            return await GeoJsonFile.ReadAsync(stream, crs, cancellationToken);
        }

        if (format.Refusal is { } refused) return refused;
        if (!File.Exists(Converter)) return GeoJsonFile.Unreadable($"{format.Name} 需要 GDAL：apt-get install gdal-bin");
        var folder = Directory.CreateTempSubdirectory("mapdashboard-import-").FullName;
        try
        {
            return await ConvertAsync(path, format, folder, crs, encoding, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Format(string Name, string Extension, Refusal? Refusal = null);

    private async Task<Outcome<IReadOnlyList<ImportFeature>>> ConvertAsync(
        string path, Format format, string folder, CoordinateSystem crs, string? encoding, CancellationToken cancellationToken)
    {
        var input = Path.Combine(folder, "in" + format.Extension);
        if (format.Extension == ".shp")
        {
            if (Unpack(path, folder) is { } refused) return refused;
        }
        else
        {
            File.Copy(path, input);
        }

        var output = Path.Combine(folder, "out.json");
        var info = new ProcessStartInfo("/usr/bin/prlimit",
            [$"--as={MostMemory}", "--nproc=64", "--", Converter, "-f", "GeoJSON", "-t_srs", "EPSG:4326", "-lco", "RFC7946=YES",
                .. encoding is null && format.Extension == ".shp" ? GuessEncoding(folder) : encoding is null ? [] : new[] { "-oo", "ENCODING=" + encoding },
                output, input])
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder,
        };

        // No network, and no driver that opens whatever a file names: a description of a virtual source inside a KML's comment would
        // otherwise read files of this machine. (Debian's GDAL has no option that allows formats by name.)
        info.Environment["GDAL_SKIP"] = "OGR_VRT HTTP WFS OAPIF CSW GMLAS";
        info.Environment["GDAL_HTTP_TIMEOUT"] = "1";
        info.Environment["CPL_VSIL_CURL_ALLOWED_EXTENSIONS"] = "none";
        info.Environment["OGR_GEOJSON_MAX_OBJ_SIZE"] = "200";
        using var process = Process.Start(info)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0 || !File.Exists(output))
            {
                logger.LogInformation("ogr2ogr refused an upload: {Words}", await errors);
                return GeoJsonFile.Unreadable($"{format.Name} 无法读取，文件可能不完整，或缺少坐标系（.prj）");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return GeoJsonFile.Unreadable($"{format.Name} 转换超过 {Limit.TotalSeconds} 秒，已停止");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        await using var stream = File.OpenRead(output);
        return await GeoJsonFile.ReadAsync(stream, crs, cancellationToken);
    }

    private static Format? FormatOf(byte[] head, string path)
    {
        if (head.AsSpan().StartsWith("PK"u8)) return ZipFormat(path);
        if (head.AsSpan().StartsWith("SQLite format 3"u8)) return new Format("GeoPackage", ".gpkg");
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (text.StartsWith('<')) return IsKml(path) ? new Format("KML", ".kml") : Refused("文件是 XML，但不是 KML");
        if (head is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..]) return Refused("文件是 UTF-16 文本；请另存为 UTF-8");
        return text.StartsWith('{') || text.StartsWith('[') || text.StartsWith('"') ? null : Refused("文件既不是 GeoJSON，也不是 Shapefile 压缩包、GeoPackage 或 KML");
    }

    private static bool IsKml(string path)
    {
        try
        {
            using var reader = System.Xml.XmlReader.Create(path, new System.Xml.XmlReaderSettings { DtdProcessing = System.Xml.DtdProcessing.Prohibit });
            return reader.MoveToContent() == System.Xml.XmlNodeType.Element && reader.LocalName == "kml";
        }
        catch (System.Xml.XmlException)
        {
            // Broken before its first element: whatever it is, it is no KML.
            return false;
        }
    }

    private static Format? ZipFormat(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            var shapes = zip.Entries.Count(entry => entry.Name.EndsWith(".shp", StringComparison.OrdinalIgnoreCase));
            return shapes switch
            {
                1 => new Format("Shapefile", ".shp"),
                0 => Refused("压缩包里没有 Shapefile（.shp）"),
                _ => Refused($"压缩包里有 {shapes} 个 Shapefile，请一次上传一个"),
            };
        }
        catch (InvalidDataException)
        {
            return Refused("压缩包已损坏");
        }
    }

    /// <summary>Only the members of the one shapefile, under names of our own: what a zip calls them decides nothing.</summary>
    private static Refusal? Unpack(string path, string folder)
    {
        using var zip = ZipFile.OpenRead(path);
        var stem = Path.ChangeExtension(zip.Entries.Single(entry => entry.Name.EndsWith(".shp", StringComparison.OrdinalIgnoreCase)).FullName, null);
        foreach (var entry in zip.Entries.Where(entry => string.Equals(Path.ChangeExtension(entry.FullName, null), stem, StringComparison.OrdinalIgnoreCase)))
        {
            if (entry.Length > MostUnpacked) return GeoJsonFile.Unreadable("压缩包解开后过大");
            var extension = Path.GetExtension(entry.Name).ToLowerInvariant();
            if (extension is ".shp" or ".shx" or ".dbf" or ".prj" or ".cpg") entry.ExtractToFile(Path.Combine(folder, "in" + extension));
        }

        foreach (var needed in new[] { ".shx", ".dbf" })
        {
            if (!File.Exists(Path.Combine(folder, "in" + needed))) return GeoJsonFile.Unreadable($"Shapefile 缺少 {needed} 文件");
        }

        return File.Exists(Path.Combine(folder, "in.prj"))
            ? null
            : GeoJsonFile.Unreadable("Shapefile 缺少坐标系（.prj）");
    }

    /// <summary>Where neither .cpg nor the DBF's own byte names the encoding: UTF-8 if its text is that, else GBK, as most Chinese files are.</summary>
    private static string[] GuessEncoding(string folder)
    {
        var dbf = File.ReadAllBytes(Path.Combine(folder, "in.dbf"));
        if (File.Exists(Path.Combine(folder, "in.cpg")) || dbf.Length < 32 || dbf[29] != 0) return [];
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(dbf, 32, dbf.Length - 32);
            return ["-oo", "ENCODING=UTF-8"];
        }
        catch (DecoderFallbackException)
        {
            return ["-oo", "ENCODING=CP936"];
        }
    }

    private static async Task<byte[]> HeadAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        var head = new byte[512];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return head[..read];
    }

    private static Format Refused(string detail) => new("", "", GeoJsonFile.Unreadable(detail));
}
