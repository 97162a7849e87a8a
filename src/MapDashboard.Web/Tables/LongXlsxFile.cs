using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace MapDashboard.Web.Tables;

/// <summary>
/// A workbook of one sheet, written row by row and never held in memory: the library for workbooks keeps a whole sheet. Texts only, like
/// <see cref="XlsxFile"/>, so that nothing in it is a formula.
/// </summary>
public sealed class LongXlsxFile : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private readonly ZipArchive zip;
    private readonly XmlWriter sheet;
    private int row;

    /// <param name="target">Stays open.</param>
    /// <param name="layout">Names the sheet and gives the header.</param>
    public LongXlsxFile(Stream target, TableLayout layout)
    {
        zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        AddFrame(layout.Name);
        sheet = XmlWriter.Create(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), new XmlWriterSettings { CloseOutput = true });
        sheet.WriteStartElement("worksheet", Main);
        sheet.WriteRaw("""<sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>""");
        for (var n = 1; n <= layout.Columns.Count; n++)
        {
            sheet.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{n}\" max=\"{n}\" width=\"{layout.Columns[n - 1].Width}\" customWidth=\"1\" style=\"1\"/>"));
        }

        sheet.WriteRaw("</cols>");
        sheet.WriteStartElement("sheetData", Main);
        Write([.. layout.Columns.Select(column => column.Header)]);
    }

    /// <summary>The next row; the first was the header.</summary>
    public void Write(IReadOnlyList<string> cells)
    {
        row++;
        sheet.WriteStartElement("row", Main);
        sheet.WriteAttributeString("r", row.ToString(CultureInfo.InvariantCulture));
        foreach (var cell in cells)
        {
            sheet.WriteStartElement("c", Main);
            sheet.WriteAttributeString("t", "inlineStr");
            sheet.WriteAttributeString("s", row == 1 ? "2" : "1");
            sheet.WriteStartElement("is", Main);
            sheet.WriteStartElement("t", Main);
            sheet.WriteAttributeString("xml", "space", null, "preserve");
            sheet.WriteString(XlsxFile.Clean(cell));
            sheet.WriteEndElement();
            sheet.WriteEndElement();
            sheet.WriteEndElement();
        }

        sheet.WriteEndElement();
    }

    public void Dispose()
    {
        sheet.WriteEndDocument();
        sheet.Dispose();
        zip.Dispose();
    }

    private void AddFrame(string name)
    {
        Add("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Types}styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Types}worksheet+xml"/></Types>
            """);
        Add("_rels/.rels", $"""<Relationships xmlns="{Package}"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Add("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Add("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Package}"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
            """);
        Add("xl/styles.xml", XlsxFile.Styles().OuterXml);
    }

    private void Add(string path, string xml)
    {
        using var text = new StreamWriter(zip.CreateEntry(path).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        text.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        text.Write(xml.Trim());
    }
}
