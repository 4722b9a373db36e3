const parser = require("rocketrml");
const [mapping, output] = process.argv.slice(2);
parser.parseFile(mapping, output, { toRDF: true, replace: false, xmlPerformanceMode: false })
  .catch((error) => { console.error(error); process.exit(1); });
