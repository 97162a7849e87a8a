using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using MapDashboard.Domain;
using MapDashboard.Web.Tables;

namespace MapDashboard.Web.Tests;

/// <summary>Tables as clerks send them: of every spreadsheet, in every encoding, and sometimes no tables at all.</summary>
public sealed class TableTests
{
    private const string Phone = "19900001234";

    private static readonly TableLayout Layout = new(
        "人员", "people",
        [new("code", "编码", "Code", "", Required: true), new("name", "姓名", "Name", "", Required: true), new("phone", "电话", "Phone", "")],
        ["一行一人。"]);

    [Theory]
    [InlineData(TableFormat.Xlsx)]
    [InlineData(TableFormat.Csv)]
    public void What_is_written_is_read_back_as_it_was(TableFormat format)
    {
        string[][] cells = [["007", "王 \"芳\", 女", Phone], ["=1+1", "-5", "+8619900001234"], ["@x", "两\n行", "'ok'"], ["100000000000000017", "𠮷", ""]];
        var rows = cells.Select((line, n) => new TableRow(n + 2, new Dictionary<string, string> { ["code"] = line[0], ["name"] = line[1], ["phone"] = line[2] }));
        var table = Read(TableWriter.Write(Layout, Layout.Columns, rows, format)).Value;
        table.Rows.Select(row => new[] { row["code"], row["name"], row["phone"] }).ShouldBe(cells);
        table.Rows.Select(row => row.Number).ShouldBe([2, 3, 4, 5]);
        table.Errors.ShouldBeEmpty();
    }

    [Fact]
    public void No_cell_of_a_csv_begins_like_a_formula()
    {
        var row = new TableRow(2, new Dictionary<string, string> { ["code"] = "=cmd|' /C calc'!A0", ["name"] = "@SUM(1)", ["phone"] = "-1" });
        var text = Encoding.UTF8.GetString(TableWriter.Write(Layout, Layout.Columns, [row], TableFormat.Csv));
        text.ShouldStartWith("\uFEFF编码,姓名,电话\r\n");
        text.Split("\r\n")[1].Split(',').ShouldAllBe(cell => cell.TrimStart('"')[0] == '\'');
    }

    [Fact]
    public void A_workbook_that_we_write_is_sound_frozen_below_its_header_and_explains_its_columns()
    {
        var row = new TableRow(2, new Dictionary<string, string> { ["code"] = "1\u0001\uFFFE", ["name"] = "<&>", ["phone"] = Phone });
        using var file = SpreadsheetDocument.Open(new MemoryStream(TableWriter.Write(Layout, Layout.Columns, [row], TableFormat.Xlsx)), isEditable: false);
        new OpenXmlValidator().Validate(file, TestContext.Current.CancellationToken).Select(fault => fault.Path!.XPath + ": " + fault.Description).ShouldBeEmpty();
        file.WorkbookPart!.Workbook.Descendants<Sheet>().Select(sheet => sheet.Name!.Value).ShouldBe(["人员", "填写说明"]);
        file.WorkbookPart.WorksheetParts.ShouldAllBe(part => part.Worksheet.Descendants<Pane>().Single().TopLeftCell == "A2");
    }

    [Theory]
    [InlineData("utf-8", ",")]
    [InlineData("utf-8", ";")]
    [InlineData("utf-8", "\t")]
    [InlineData("utf-8-mark", ",")]
    [InlineData("GB18030", ",")]
    [InlineData("GB18030", ";")]
    [InlineData("utf-16", "\t")]
    public void Encoding_and_separator_are_found_out(string encoding, string separator)
    {
        var text = $"编码{separator}姓名{separator}电话\n1{separator}\"张{separator}三\"{separator}{Phone}\n";
        var coding = encoding switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8-mark" => new UTF8Encoding(true),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding),
        };
        var row = Read([.. coding.Preamble, .. coding.GetBytes(text)]).Value.Rows.ShouldHaveSingleItem();
        (row["code"], row["name"], row["phone"], row.Number).ShouldBe(("1", $"张{separator}三", Phone, 2));
    }

    [Fact]
    public void Headers_are_known_in_both_languages_below_a_title_and_rows_keep_the_numbers_of_the_spreadsheet()
    {
        var table = Read("鹭溪桥社区人员表,,\n\nname, CODE *,电话（手机）\n").Refusal;
        table!.Code.ShouldBe(RefusalCodes.TableHeaderRefused);
        var good = Read("人员表,,\n\nName,ＣＯＤＥ　＊,电 话\n\n李四,9,\n,,\n王五,10,\n").Value;
        good.Rows.Select(row => (row.Number, row["name"], row["code"])).ShouldBe([(5, "李四", "9"), (7, "王五", "10")]);
        good.Columns.Select(column => column.Code).ShouldBe(["name", "code", "phone"]);
    }

    [Theory]
    [InlineData("编码,电话\n1,2\n", "缺少“姓名”")]
    [InlineData("编码,姓名,生日\n1,2,3\n", "不认识“生日”")]
    [InlineData("编码,姓名,姓名\n1,2,3\n", "“姓名”出现了两次")]
    [InlineData("编码,姓名,\n1,2,3\n", "第 3 列有内容而没有表头")]
    [InlineData("甲,乙\n1,2\n", "没有找到表头")]
    public void A_wrong_header_is_told_with_all_that_is_expected(string text, string words)
    {
        var refusal = Read(text).Refusal!;
        refusal.Code.ShouldBe(RefusalCodes.TableHeaderRefused);
        refusal.Detail.ShouldContain(words);
        refusal.Detail.ShouldEndWith("应有的列：编码（必需）、姓名（必需）、电话");
    }

    [Fact]
    public void Numbers_dates_and_times_of_a_workbook_become_what_the_clerk_sees()
    {
        var table = Read(Workbooks.Typed()).Value;
        table.Rows.Select(row => (row.Number, row["code"], row["name"], row["phone"])).ShouldBe(
        [
            (4, "2025-12-09", "09:00", Phone), (5, "2025-12-09 12:00", "TRUE", "0.5"), (6, "3", "x", "110101199001011000"),
        ]);
        table.Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            error => (error.Row, error.Column).ShouldBe((6, "电话")), error => error.Message.ShouldContain("15 位"));
    }

    [Fact]
    public void A_phone_that_a_spreadsheet_has_already_rounded_in_a_csv_is_an_error_of_its_row() =>
        Read("编码,姓名,电话\n1,甲,1.99E+10\n").Value.Errors.ShouldHaveSingleItem().Row.ShouldBe(2);

    [Theory]
    [InlineData("_x0000_")]
    [InlineData("甲_x0000_")]
    [InlineData("甲_xD800_")]
    public void A_letter_that_no_database_takes_is_an_error_of_its_row_and_goes_no_further(string text)
    {
        static string Cell(string place, string text) => $"""<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>""";
        var table = Read(Workbooks.Of($"""<row r="1">{Cell("A1", "编码")}{Cell("B1", "姓名")}</row><row r="2">{Cell("A2", "1")}{Cell("B2", text)}</row>""")).Value;
        table.Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(error => (error.Row, error.Column).ShouldBe((2, "姓名")), error => error.Message.ShouldContain("不可见"));
        table.Rows.ShouldHaveSingleItem()["name"].ShouldBe("");
    }

    [Fact]
    public void A_small_file_that_unpacks_to_a_large_one_is_refused_before_anything_reads_it()
    {
        var bomb = Workbooks.Bomb(200_000_000);
        bomb.Length.ShouldBeLessThan(2_000_000);
        Unreadable(bomb, "解压后超过");
    }

    [Fact]
    public void A_row_number_beyond_every_spreadsheet_and_a_table_without_end_are_refused()
    {
        Unreadable(Workbooks.Of("""<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>"""), "行");
        Unreadable(Encoding.UTF8.GetBytes("编码,姓名\n" + string.Concat(Enumerable.Repeat("1,a\n", 20_001))), "超过 20,000 行");
        Unreadable(Encoding.UTF8.GetBytes("编码,姓名" + new string(',', 300) + "\n1,2"), "超过 200 列");
    }

    [Fact]
    public void What_is_no_table_gets_one_clear_sentence()
    {
        Unreadable([], "空的");
        Unreadable("编码,姓名\n1,\"没有结束\n2,乙\n"u8.ToArray(), "第 2 行");
        Unreadable("<html><table></table></html>"u8.ToArray(), "网页");
        Unreadable("%PDF-1.7"u8.ToArray(), "PDF");
        Unreadable([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Encoding.Unicode.GetBytes("EncryptedPackage")], "密码");
        Unreadable([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "另存为 .xlsx");
        Unreadable([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D], "不是表格");
        Unreadable([.. "PK\u0003\u0004"u8, 1, 2, 3], "损坏");
        Unreadable(Workbooks.Zip(("word/document.xml", "<w/>")), "不是 .xlsx");
        Unreadable(Workbooks.Of("<row r=\"1\"><c r="), "损坏");
        Unreadable(Workbooks.Of("</sheetData></worksheet>")[..700], "损坏");
    }

    [Fact]
    public void An_error_sheet_repeats_the_bad_rows_with_their_reasons_and_can_be_mended_and_sent_again()
    {
        var table = Read("姓名,编码\n甲,1\n乙,\n丙,3\n").Value;
        RowError[] errors = [new(3, "编码", "没有编码"), new(3, null, "重复"), new(null, null, "整个文件")];
        foreach (var format in Enum.GetValues<TableFormat>())
        {
            var again = Read(ErrorSheet.Write(Layout, table, errors, format)).Value;
            again.Columns.Select(column => column.Code).ShouldBe(["name", "code"], "in the file's order, without the two of the sheet itself");
            again.Rows.ShouldHaveSingleItem()["name"].ShouldBe("乙");
        }

        Encoding.UTF8.GetString(ErrorSheet.Write(Layout, table, errors, TableFormat.Csv)).ShouldBe("\uFEFF姓名,编码,行号,错误\r\n,,,整个文件\r\n乙,,3,编码：没有编码；重复\r\n");
    }

    private static void Unreadable(byte[] bytes, string words)
    {
        var refusal = Read(bytes).Refusal.ShouldNotBeNull(words);
        refusal.Code.ShouldBe(RefusalCodes.TableUnreadable);
        refusal.Detail.ShouldContain(words);
    }

    private static Outcome<Tables.Table> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static Outcome<Tables.Table> Read(byte[] bytes) => TableReader.Read(bytes, Layout, TestContext.Current.CancellationToken);

    /// <summary>Workbooks as other programs write them, and worse.</summary>
    private static class Workbooks
    {
        private const string Head = """<?xml version="1.0"?>""";
        private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        private const string Packages = "http://schemas.openxmlformats.org/package/2006/";
        private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

        /// <summary>Styles: 1 a date, 2 a time of day.</summary>
        public static byte[] Of(string rows) => Zip(
            ("[Content_Types].xml", $"""{Head}<Types xmlns="{Packages}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"""),
            ("_rels/.rels", $"""{Head}<Relationships xmlns="{Packages}relationships"><Relationship Id="r1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/workbook.xml", $"""{Head}<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", $"""{Head}<Relationships xmlns="{Packages}relationships"><Relationship Id="r1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>"""),
            ("xl/styles.xml", $"""{Head}<styleSheet xmlns="{Main}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>"""),
            ("xl/worksheets/sheet1.xml", $"""{Head}<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>"""));

        public static byte[] Typed() => Of(
            """
            <row r="2"><c r="A2" t="inlineStr"><is><t>编码</t></is></c><c r="B2" t="inlineStr"><is><t>姓名</t></is></c><c r="C2" t="inlineStr"><is><t>电话</t></is></c></row>
            <row r="4"><c r="A4" s="1"><v>46000</v></c><c r="B4" s="2"><v>0.375</v></c><c r="C4"><v>19900001234</v></c></row>
            <row r="5"><c r="A5" s="1"><v>46000.5</v></c><c r="B5" t="b"><v>1</v></c><c r="C5"><v>0.5</v></c></row>
            <row r="6"><c r="A6"><f>1+2</f><v>3</v></c><c r="B6" t="inlineStr"><is><t>x</t></is></c><c r="C6"><v>110101199001011234</v></c></row>
            """);

        public static byte[] Bomb(int size)
        {
            using var memory = new MemoryStream();
            using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            using (var entry = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open())
            {
                var zeros = new byte[1_000_000];
                for (var n = 0; n < size; n += zeros.Length) entry.Write(zeros);
            }

            return memory.ToArray();
        }

        public static byte[] Zip(params (string Name, string Text)[] entries)
        {
            using var memory = new MemoryStream();
            using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var (name, text) in entries)
                {
                    using var entry = zip.CreateEntry(name).Open();
                    entry.Write(Encoding.UTF8.GetBytes(text));
                }
            }

            return memory.ToArray();
        }
    }
}
