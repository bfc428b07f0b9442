import { playTranscripts } from "../play-transcripts.ts";

playTranscripts(import.meta.dirname);
