import GraduatePhotos

/// The parts of a text document that are the same in all of them.
enum DOCXParts {
  static let twipsPerMillimetre = 1440 / 25.4
  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
  private static let r = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"

  static let contentTypes =
    head + """
      <Types xmlns="\(package)/content-types">\
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/>\
      <Override PartName="/word/document.xml" ContentType="\(word).document.main+xml"/>\
      <Override PartName="/word/styles.xml" ContentType="\(word).styles+xml"/>\
      <Override PartName="/word/footer1.xml" ContentType="\(word).footer+xml"/>\
      <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
      """

  static let relations =
    head + """
      <Relationships xmlns="\(package)/relationships">\
      <Relationship Id="rId1" Type="\(office)/officeDocument" Target="word/document.xml"/>\
      <Relationship Id="rId2" Type="\(package)/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>
      """

  static let documentRelations =
    head + """
      <Relationships xmlns="\(package)/relationships">\
      <Relationship Id="rId1" Type="\(office)/styles" Target="styles.xml"/>\
      <Relationship Id="rId2" Type="\(office)/footer" Target="footer1.xml"/></Relationships>
      """

  static func properties(title: String, day: CalendarDay) -> String {
    head + """
      <cp:coreProperties xmlns:cp="\(package)/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" \
      xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
      <dc:title>\(DOCXText.escaped(title))</dc:title><dc:language>zh-CN</dc:language>\
      <dcterms:created xsi:type="dcterms:W3CDTF">\(day.iso)T00:00:00Z</dcterms:created></cp:coreProperties>
      """
  }

  static func footer(_ text: String) -> String {
    func field(_ name: String) -> String {
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> \(name) </w:instrText></w:r>"
        + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    }
    return head + "<w:ftr \(w)><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>"
      + DOCXText.run(text + "　第 ") + field("PAGE") + DOCXText.run(" / ") + field("NUMPAGES") + DOCXText.run(" 页")
      + "</w:p></w:ftr>"
  }

  /// A4 with margins of 20 mm.
  static func document(_ body: String) -> String {
    head + """
      <w:document \(w) \(r)><w:body>\(body)<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>\
      <w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" \
      w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>
      """
  }

  /// Fonts of Chinese official papers, which Word and WPS bring; elsewhere the system puts its own in their place.
  static let styles =
    head + """
      <w:styles \(w)><w:docDefaults><w:rPrDefault><w:rPr>\(font("仿宋"))<w:sz w:val="24"/><w:szCs w:val="24"/>\
      <w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
      <w:spacing w:after="80" w:line="340" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>\
      <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
      \(paragraph("Title", "Title", look: centred, spacing: (0, 120), "<w:b/>", size: 36, font: "黑体"))\
      \(paragraph("Subtitle", "Subtitle", look: centred, spacing: (0, 60), size: 24))\
      \(paragraph("Heading1", "heading 1", look: "<w:keepNext/>", spacing: (200, 80), "<w:b/>", outline: true, size: 28, font: "黑体"))\
      \(paragraph("Signature", "Signature", look: "<w:jc w:val=\"right\"/>", spacing: (60, 0)))\
      \(paragraph("Cell", "Cell", spacing: (20, 20), line: 260, size: 20))\
      \(paragraph("CellNumber", "Cell Number", look: "<w:jc w:val=\"right\"/>", spacing: (20, 20), line: 260, size: 20))\
      \(paragraph("CellHead", "Cell Head", look: "<w:keepNext/>" + centred, spacing: (20, 20), line: 260, "<w:b/>", size: 19))\
      \(paragraph("After", "After", spacing: (0, 0), line: 120, size: 8))\
      \(paragraph("Footer", "footer", look: centred, spacing: (0, 0), line: 240, size: 18))\
      <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>\(margins)</w:tblPr></w:style>\
      <w:style w:type="table" w:styleId="Framed"><w:name w:val="Framed"/><w:basedOn w:val="TableNormal"/><w:tblPr>\(frame)\(margins)\
      </w:tblPr></w:style></w:styles>
      """

  private static let centred = "<w:jc w:val=\"center\"/>"

  private static func font(_ name: String) -> String {
    "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"\(name)\" w:cs=\"Times New Roman\"/>"
  }

  /// A style: spacing in twentieths of a point before and behind it, 240 for one line, and sizes in half points.
  private static func paragraph(
    _ id: String, _ name: String, look: String = "", spacing: (before: Int, after: Int), line: Int = 340, _ type: String = "",
    outline: Bool = false, size: Int = 24, font family: String = "仿宋"
  ) -> String {
    // The order of elements is the schema's: keepNext, spacing, jc, outlineLvl.
    let keep = look.contains("keepNext") ? "<w:keepNext/>" : ""
    let rest = look.replacing("<w:keepNext/>", with: "")
    return """
      <w:style w:type="paragraph" w:styleId="\(id)"><w:name w:val="\(name)"/><w:basedOn w:val="Normal"/><w:pPr>\(keep)\
      <w:spacing w:before="\(spacing.before)" w:after="\(spacing.after)" w:line="\(line)" w:lineRule="auto"/>\(rest)\
      \(outline ? "<w:outlineLvl w:val=\"0\"/>" : "")</w:pPr><w:rPr>\(font(family))\(type)<w:sz w:val="\(size)"/>\
      <w:szCs w:val="\(size)"/></w:rPr></w:style>
      """
  }

  /// Lines of half a point.
  private static let frame =
    "<w:tblBorders>"
    + ["top", "left", "bottom", "right", "insideH", "insideV"].map {
      "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
    }.joined() + "</w:tblBorders>"

  private static let margins = """
    <w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>\
    <w:right w:w="70" w:type="dxa"/></w:tblCellMar>
    """
}
