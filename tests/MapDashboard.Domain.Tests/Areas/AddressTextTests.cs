using MapDashboard.Domain.Areas;

namespace MapDashboard.Domain.Tests.Areas;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("丽景国际5栋2单元", "丽景国际", "5", "2")]
    [InlineData("5号楼", "", "5", null)]
    [InlineData("５号楼", "", "5", null)]
    [InlineData("丽景国际 ５ 栋 ２ 单元 301室", "丽景国际", "5", "2")]
    [InlineData("丽景国际五栋二单元", "丽景国际", "5", "2")]
    [InlineData("丽景国际十二幢", "丽景国际", "12", null)]
    [InlineData("丽景国际二十三号楼", "丽景国际", "23", null)]
    [InlineData("丽景国际一百零五栋", "丽景国际", "105", null)]
    [InlineData("丽景国际第05栋", "丽景国际", "5", null)]
    [InlineData("丽景国际A座", "丽景国际", "a", null)]
    [InlineData("丽景国际ａ座3单元", "丽景国际", "a", "3")]
    [InlineData("丽景国际-5-2-301", "丽景国际", "5", "2")]
    [InlineData("丽景国际5-2", "丽景国际", "5", "2")]
    [InlineData("5-2", "", "5", "2")]
    [InlineData("第三网格", "第三网格", null, null)]
    [InlineData("春晖路商住楼8栋", "春晖路商住楼", "8", null)]
    [InlineData("丽景国际两栋", "丽景国际", "2", null)]
    public void An_address_falls_into_estate_building_and_unit(string text, string estate, string? building, string? unit) =>
        AddressText.Parse(text).ShouldBe(new AddressText(estate, building, unit));

    [Theory]
    [InlineData("")]
    [InlineData(" ，。 ")]
    [InlineData("--")]
    public void A_text_without_letter_or_digit_is_no_address(string text) => AddressText.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("丽景国际5栋", "丽景国际5栋", true)]
    [InlineData("5栋", "丽景国际5栋", true)]
    [InlineData("丽景5栋", "丽景国际5栋", true)]
    [InlineData("幸福路丽景国际5栋", "丽景国际5号楼", true)]
    [InlineData("国际5栋", "丽景国际5栋", true)]
    [InlineData("丽景国际6栋", "丽景国际5栋", false)]
    [InlineData("丽景国际5栋", "丽景国际15栋", false)]
    [InlineData("文昌里5栋", "丽景国际5栋", false)]
    public void What_was_said_could_name_a_building_of_that_number_and_estate(string said, string building, bool could) =>
        AddressText.Parse(said)!.CouldName(AddressText.Parse(building)!).ShouldBe(could);

    [Theory]
    [InlineData("2单元", "2")]
    [InlineData("二单元", "2")]
    [InlineData("02", "2")]
    [InlineData("b单元", "b")]
    [InlineData("东侧", null)]
    public void A_unit_is_known_by_its_number(string name, string? number) => AddressText.UnitOf(name).ShouldBe(number);
}
