// veraPDF's own validator and rules, as a published package carries them, without the XML binding that it leaves out.
// Arguments are documents; a line is printed for each and each standard: the document, the standard, the checks made, what failed.
var validation = Packages.org.verapdf.pdfa.validation, profiles = validation.profiles, flavours = Packages.org.verapdf.pdfa.flavours
var documents = Array.prototype.slice.call(arguments)
var Profiles = profiles.Profiles, Flavour = flavours.PDFAFlavour, java_util = java.util

function elements(parent, name) {
  var found = [], nodes = parent.getElementsByTagName(name)
  for (var n = 0; n < nodes.getLength(); n++) found.push(nodes.item(n))
  return found
}

function words(parent, name) {
  var found = elements(parent, name)
  return found.length ? String(found[0].getTextContent()) : null
}

function rule(node) {
  var id = elements(node, "id")[0], specification = flavours.PDFAFlavour$Specification.valueOf(id.getAttribute("specification"))
  var deferred = node.hasAttribute("deferred") ? java.lang.Boolean.valueOf(node.getAttribute("deferred")) : null
  var error = Profiles.errorFromValues(words(elements(node, "error")[0], "message"), java_util.Collections.emptyList())
  return Profiles.ruleFromValues(
    Profiles.ruleIdFromValues(specification, id.getAttribute("clause"), parseInt(id.getAttribute("testNumber"))),
    node.getAttribute("object"), deferred, node.getAttribute("tags"), words(node, "description"), words(node, "test"), error, java_util.Collections.emptyList()
  )
}

function profile(flavour, file) {
  var stream = Profiles.defaultProfile().getClass().getResourceAsStream("/org/verapdf/pdfa/validation/" + file)
  var root = Packages.javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement()
  var rules = new java_util.HashSet(), variables = new java_util.HashSet()
  elements(root, "rule").forEach(function (node) { rules.add(rule(node)) })
  elements(root, "variable").forEach(function (node) {
    variables.add(Profiles.variableFromValues(node.getAttribute("name"), node.getAttribute("object"), words(node, "defaultValue"), words(node, "value")))
  })
  var details = Profiles.profileDetailsFromValues(file, file, "", new java_util.Date(0))
  return Profiles.profileFromValues(flavour, details, "", rules, variables)
}

java.util.logging.LogManager.getLogManager().reset()
Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
var foundry = Packages.org.verapdf.pdfa.Foundries.defaultInstance()
var standards = [[Flavour.PDFUA_1, "PDFUA-1.xml"], [Flavour.PDFA_2_A, "PDFA-2A.xml"]].map(function (pair) { return [pair[0], profile(pair[0], pair[1])] })
documents.forEach(function (path) {
  standards.forEach(function (pair) {
    var parser = foundry.createParser(new java.io.File(path), pair[0])
    var result = foundry.createValidator(pair[1], false).validate(parser), failed = []
    for (var each = result.getFailedChecks().entrySet().iterator(); each.hasNext();) {
      var check = each.next()
      failed.push(check.getKey().getClause() + "-" + check.getKey().getTestNumber())
    }
    print([new java.io.File(path).getName(), pair[0].getId(), result.getTotalAssertions(), failed.sort().join(" ")].join("\t"))
    parser.close()
  })
})
